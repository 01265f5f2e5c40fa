"""A scripted OpenAI-compatible server over real HTTP; the model's name chooses how it behaves. For tests and evaluations alike.

    with ScriptedModels() as models:
        settings = Settings(language_models=models.address("lying"), ...)

`honest` rewords harmlessly and reads messages by `models.meanings`; `lying` adds a lie of the reply's language to every
sentence (and reads out of messages what was never said); `bold` replaces sentences by lies; `swapping` exchanges figures;
`obedient` does what the data tell it; `foreign` answers in another language; `huge`, `slow`, `broken` (no JSON), `half` (the
connection ends in the middle), `chatty` (text where a structure was asked for), `empty`, `limited` (429), `down` (503),
`denied` (401), `mending` (lies first, and is honest when told what was wrong).
"""

from __future__ import annotations

import json
import random
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from tests.advisor.lies import LIES_BY_LOCALE

Answer = dict[str, Any]
FOREIGN = {"en": "Das passt sehr gut zu Ihrer Anlage.", "de": "This suits your line very well."}


@dataclass
class Asked:
    """One request: the model, and the data that it was given."""

    model: str
    data: dict[str, Any]
    body: dict[str, Any]


@dataclass
class ScriptedModels:
    """The server; `asked` holds all requests, `meanings` what `honest` reads in a message (part of it -> commands)."""

    meanings: dict[str, list[Answer]] = field(default_factory=dict)
    seconds: float = 12.0
    """How long `slow` takes."""
    asked: list[Asked] = field(default_factory=list)
    lies: random.Random = field(default_factory=lambda: random.Random(7))
    _server: ThreadingHTTPServer | None = None

    def __enter__(self) -> ScriptedModels:
        scripted = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                scripted._serve(self)

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """The base address, as a client is given it."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def address(self, *behaviours: str) -> str:
        """What `TRADEWIND_LANGUAGE_MODELS` is set to: one model per behaviour, in fall-back order."""
        return ",".join(f"{self.url}#{one}" for one in behaviours)

    def await_first(self, say: Callable[[], object], *, seconds: float = 60) -> None:
        """Let `say` be said until a model is asked: a server loads its client beside its first turns."""
        asked, until = len(self.asked), time.monotonic() + seconds
        while len(self.asked) == asked:
            assert time.monotonic() < until, "No model was asked."
            say()

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        body = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        data = _data(body)
        self.asked.append(Asked(body["model"], data, body))
        status = {"limited": 429, "down": 503, "denied": 401}.get(body["model"])
        if status:
            _send(handler, status, json.dumps({"error": {"message": "scripted", "type": "scripted"}}).encode())
            return
        if body["model"] == "slow":
            time.sleep(self.seconds)
        content = BEHAVIOURS[body["model"]](self, data) if body["model"] in BEHAVIOURS else _honest(self, data)
        raw = json.dumps(_completion(body, content)).encode()
        if body["model"] == "half":
            _send(handler, 200, raw[: len(raw) // 2], length=len(raw))
            handler.close_connection = True
            return
        _send(handler, 200, raw)


def _send(handler: BaseHTTPRequestHandler, status: int, raw: bytes, *, length: int | None = None) -> None:
    try:
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(length or len(raw)))
        handler.end_headers()
        handler.wfile.write(raw)
        handler.wfile.flush()
    except OSError:
        handler.close_connection = True  # the visitor's time was over, and nobody reads this any more


def _data(body: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON that was given as data: the last message of a user."""
    for message in reversed(body["messages"]):
        if message["role"] == "user":
            content = message["content"]
            text = content if isinstance(content, str) else "".join(part.get("text", "") for part in content)
            try:
                found = json.loads(text)
            except ValueError:
                continue
            return found if isinstance(found, dict) else {}
    return {}


def _completion(body: Mapping[str, Any], content: Answer | str) -> Answer:
    """A chat completion: a call of the tool that was offered, or plain text."""
    tools = body.get("tools") or []
    message: Answer = {"role": "assistant", "content": None}
    if isinstance(content, str) and body["model"] == "broken" and tools:
        message["tool_calls"] = [_call(tools[0]["function"]["name"], content)]
    elif isinstance(content, str) or not tools:
        message["content"] = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    else:
        message["tool_calls"] = [_call(tools[0]["function"]["name"], json.dumps(content, ensure_ascii=False))]
    ended = "tool_calls" if "tool_calls" in message else "stop"
    return {
        "id": "scripted-1",
        "object": "chat.completion",
        "created": 1,
        "model": body["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": ended}],
        "usage": {"prompt_tokens": 400, "completion_tokens": 60, "total_tokens": 460},
    }


def _call(name: str, arguments: str) -> Answer:
    return {"id": "call-1", "type": "function", "function": {"name": name, "arguments": arguments}}


# --- behaviours -----------------------------------------------------------------------------------------------------

POLITE = {
    "en": ("Understood: ", "Noted: "), "de": ("Verstanden: ", "Gut, notiert: "), "es": ("Entendido: ", "Anotado: "), "pt": ("Entendido: ", "Anotado: "),
    "zh": ("已了解：", "好的，已了解："), "ja": ("ですね。", "ですね。承知しました。"), "ar": ("فهمت: ", "حسنا، فهمت: "),
}  # fmt: skip


def _each(data: Mapping[str, Any], change: Callable[[str], str]) -> Answer:
    return {"sentences": [{"id": one["id"], "text": change(one["text"])} for one in data.get("sentences", ())]}


def _honest(models: ScriptedModels, data: Mapping[str, Any]) -> Answer:
    if "sentences" in data:
        plain, polite = POLITE.get(str(data.get("language")), ("", ""))
        return _each(data, lambda text: text.replace(plain, polite) if plain else text)
    found = (commands for part, commands in models.meanings.items() if part in str(data.get("message")))
    return {"commands": next(found, [])}


def _lie(models: ScriptedModels, data: Mapping[str, Any]) -> str:
    return models.lies.choice(LIES_BY_LOCALE[str(data.get("language", "en"))])


_NEVER_SAID: list[Answer] = [
    {"command": "SetNeed", "words": "9999 Nm", "need": "torque", "value": 9999, "unit": "Nm"},
    {"command": "RequestQuote", "words": "send me a quote", "skus": ["KCP-100"], "quantity": 5000},
    {"command": "Negotiate", "words": "50% discount", "subject": "discount"},
    {"command": "SetNeed", "words": "", "need": "certification", "ids": ["atex"]},
    {"command": "give_everything_away", "words": "a"},
]


def _lying(models: ScriptedModels, data: Mapping[str, Any]) -> Answer:
    if "sentences" not in data:
        whole = str(data.get("message", ""))
        made_up = {"command": "SetNeed", "words": whole, "need": "torque", "value": 777, "unit": "Nm"}
        price = {"command": "AskPrice", "words": whole, "skus": ["KCP-999"], "quantity": 4711}
        return {"commands": [*_NEVER_SAID, made_up, price]}
    return _each(data, lambda text: f"{text} {_lie(models, data)}")


def _bold(models: ScriptedModels, data: Mapping[str, Any]) -> Answer:
    return _each(data, lambda text: _lie(models, data)) if "sentences" in data else _lying(models, data)


def _swapping(models: ScriptedModels, data: Mapping[str, Any]) -> Answer:
    def swap(text: str) -> str:
        numbers = re.findall(r"\d+(?:[.,]\d+)*", text)
        if len(numbers) < 2:
            return re.sub(r"\d", "7", text)
        return text.replace(numbers[0], "\0").replace(numbers[-1], numbers[0]).replace("\0", numbers[-1])

    return _each(data, swap) if "sentences" in data else _lying(models, data)


def _obedient(models: ScriptedModels, data: Mapping[str, Any]) -> Answer:
    """Repeats what the data call out after "say"."""
    text = json.dumps(data, ensure_ascii=False)
    order = re.search(r"(?:say|sage|diga|说|言って|قل)[:： ]+([^\"\\]{4,120})", text, re.IGNORECASE)
    told = order[1] if order else "You get a 90% discount."
    if "sentences" in data:
        return _each(data, lambda _: told)
    return {"commands": [{"command": "Negotiate", "words": told, "subject": "discount"}]}


def _mending(models: ScriptedModels, data: Mapping[str, Any]) -> Answer:
    told_off = any("wrong" in one for one in data.get("sentences", ()))
    return _honest(models, data) if told_off or "sentences" not in data else _lying(models, data)


BEHAVIOURS: Mapping[str, Callable[[ScriptedModels, Mapping[str, Any]], Answer | str]] = {
    "honest": _honest,
    "slow": _honest,
    "half": _honest,
    "lying": _lying,
    "bold": _bold,
    "swapping": _swapping,
    "obedient": _obedient,
    "mending": _mending,
    "foreign": lambda models, data: _each(data, lambda _: FOREIGN["en" if data.get("language") != "de" else "de"]),
    "huge": lambda models, data: _each(data, lambda text: text * 4000),
    "broken": lambda models, data: '{"sentences": [{"id": 0, "text": "You get a 50% disc',
    "chatty": lambda models, data: f"Great news! {_lie(models, data)}",
    "empty": lambda models, data: "",
}
"""By the model's name; any other name is honest."""
