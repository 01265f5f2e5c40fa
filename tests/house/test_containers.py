"""What Dockerfile and docker-compose.yml say fits the code, as far as can be told without an engine."""

import re

import yaml

from foundation.pdf import INSTALL_COMMAND
from foundation.settings import PREFIX, names
from tests.house.tree import PACKAGES, ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def test_the_image_holds_all_packages_and_nothing_that_is_not_there() -> None:
    sources = [
        name for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE) for name in line.split()
    ]
    assert set(sources) >= {*PACKAGES, "migrations", "pyproject.toml"}
    assert [name for name in sources if not (ROOT / name).exists()] == []


def test_every_place_that_installs_what_pdfs_need_installs_the_same() -> None:
    needed = set(INSTALL_COMMAND.split("-y ")[1].split())
    in_makefile = re.search(r"^PDF_PACKAGES := (.+)$", MAKEFILE, re.MULTILINE)
    assert in_makefile is not None
    assert set(in_makefile[1].split()) == needed
    assert needed <= set(DOCKERFILE.split())


def test_every_setting_in_the_containers_is_a_setting() -> None:
    told = set(re.findall(rf"\b({PREFIX}\w+)", DOCKERFILE))
    for service in COMPOSE["services"].values():
        told |= {name for name in service.get("environment", {}) if name.startswith(PREFIX)}
    assert told - set(names()) == set()


def test_web_worker_database_vectors_and_mail_are_there_and_every_volume_and_dependency_is_known() -> None:
    services = COMPOSE["services"]
    assert set(services) == {"web", "worker", "database", "qdrant", "mail"}
    assert (services["web"]["command"], services["worker"]["command"]) == ("serve", "worker")
    for service in services.values():
        assert set(service.get("depends_on", {})) <= set(services)
        assert {volume.split(":")[0] for volume in service.get("volumes", [])} <= set(COMPOSE["volumes"])
        image = service.get("image", "")
        assert image == "tradewind" or (":" in image and not image.endswith(":latest"))


def test_secrets_are_not_written_down_and_ports_stay_on_the_machine() -> None:
    for service in COMPOSE["services"].values():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))
        for name, value in service.get("environment", {}).items():
            if name.endswith(("_KEY", "_TOKEN")):
                assert value == f"${{{name}:-}}"
