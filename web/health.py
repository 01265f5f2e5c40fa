"""Whether this process can serve: for load balancers and people."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get

from web.wiring import house_of


@get("/health", include_in_schema=False)
async def health(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    """Answer 200 with the content's generation while database and content can be read, 503 otherwise."""
    house = house_of(request)
    generation = await house.content.generation()
    status = 200 if generation else 503
    body = {
        "status": "ok" if generation else "no content",
        "generation": generation,
        "pdf": house.parts.press.available(),
    }
    return Response(body, status_code=status, headers={"Cache-Control": "no-store"})
