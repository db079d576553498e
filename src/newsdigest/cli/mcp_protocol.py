"""The Model Context Protocol over one stream: a line of JSON in, a line or nothing out.

What of the protocol a server of tools needs: initialize, ping, tools/list, tools/call, and the
notifications that ask for no answer (modelcontextprotocol.io, revision 2025-11-25). Written out
because the official SDK would make `mcp` start in seconds (docs/decisions.md).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsdigest import __version__
from newsdigest.errors import NewsdigestError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Json = dict[str, Any]

VERSIONS = ("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05")
"""Revisions whose messages are the same for what is used here, the newest first."""
PARSE_ERROR, INVALID_REQUEST, NO_METHOD, INVALID_PARAMS = -32700, -32600, -32601, -32602
_TYPES: dict[str, type] = {"string": str, "integer": int, "boolean": bool}


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool: what it is called, what it does, what it takes, and the function that does it.

    `properties` are JSON schemas by name; a property without a default is required.
    """

    name: str
    title: str
    description: str
    properties: Mapping[str, Json]
    call: Callable[[Json], Json]
    reaches_out: bool = False

    def listed(self) -> Json:
        """Describe the tool as tools/list does."""
        required = [name for name, schema in self.properties.items() if "default" not in schema]
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "inputSchema": {
                "type": "object",
                "properties": dict(self.properties),
                "required": required,
                "additionalProperties": False,
            },
            "annotations": {"readOnlyHint": True, "openWorldHint": self.reaches_out},
        }


class Server:
    """Answer messages with a table of tools."""

    def __init__(self, tools: Sequence[Tool], instructions: str) -> None:
        self._tools = {tool.name: tool for tool in tools}
        self._instructions = instructions

    def answer(self, line: bytes) -> str:
        """Give the answer to one message, as a line without its end; empty where none is due."""
        try:
            message = json.loads(line)
        except ValueError as error:
            return _error(None, PARSE_ERROR, f"no JSON: {error}")
        if not isinstance(message, dict) or not isinstance(message.get("method"), str):
            return _error(None, INVALID_REQUEST, "one request or notification a line is expected")
        if "id" not in message:
            return ""
        return self._request(message["id"], message["method"], message.get("params") or {})

    def _request(self, number: object, method: str, params: object) -> str:
        if not isinstance(params, dict):
            return _error(number, INVALID_PARAMS, "params must be an object")
        if method == "initialize":
            return _result(number, self._hello(params))
        if method == "ping":
            return _result(number, {})
        if method == "tools/list":
            return _result(number, {"tools": [tool.listed() for tool in self._tools.values()]})
        if method != "tools/call":
            return _error(number, NO_METHOD, f"no such method: {method}")
        tool = self._tools.get(str(params.get("name")))
        if tool is None:
            known = ", ".join(self._tools)
            return _error(number, INVALID_PARAMS, f"no such tool: {params.get('name')}; {known}")
        return _result(number, _called(tool, params.get("arguments") or {}))

    def _hello(self, params: Json) -> Json:
        """Agree on a revision: the client's where it is known here, else our newest."""
        wanted = params.get("protocolVersion")
        return {
            "protocolVersion": wanted if wanted in VERSIONS else VERSIONS[0],
            "capabilities": {"tools": {"listChanged": False}},
            "serverInfo": {"name": "newsdigest", "version": __version__},
            "instructions": self._instructions,
        }


def _called(tool: Tool, given: object) -> Json:
    """Call a tool; what goes wrong is a result that an agent can read and act on."""
    try:
        found = tool.call(_arguments(tool, given))
    except NewsdigestError as error:
        hint = f". Try: {error.hint}" if error.hint else ""
        return {"content": [{"type": "text", "text": f"{error}{hint}"}], "isError": True}
    text = json.dumps(found, ensure_ascii=False)
    return {"content": [{"type": "text", "text": text}], "structuredContent": found}


def _arguments(tool: Tool, given: object) -> Json:
    """Check arguments against a tool's schema, and fill in defaults. UsageError for wrong ones."""
    if not isinstance(given, dict):
        raise UsageError("wrong arguments", tool.name, "they must be an object")
    known = ", ".join(tool.properties)
    for name in given:
        if name not in tool.properties:
            raise UsageError("wrong arguments", tool.name, f"{name} is not known", known)
    for name, schema in tool.properties.items():
        if name not in given and "default" not in schema:
            raise UsageError("wrong arguments", tool.name, f"{name} is missing", known)
        if name in given and (wrong := _wrong(given[name], schema)):
            raise UsageError("wrong arguments", tool.name, f"{name} {wrong}")
    defaults = {name: schema.get("default") for name, schema in tool.properties.items()}
    return {**defaults, **given}


def _wrong(value: object, schema: Json) -> str:
    kind = _TYPES[schema["type"]]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        return f"must be of type {schema['type']}"
    if isinstance(value, int) and not isinstance(value, bool):
        low, high = schema.get("minimum", value), schema.get("maximum", value)
        return "" if low <= value <= high else f"must be from {low} to {high}"
    return ""


def _result(number: object, result: Json) -> str:
    return json.dumps({"jsonrpc": "2.0", "id": number, "result": result}, ensure_ascii=False)


def _error(number: object, code: int, message: str) -> str:
    told = {"code": code, "message": message}
    return json.dumps({"jsonrpc": "2.0", "id": number, "error": told}, ensure_ascii=False)
