"""The API as a whole, and how it describes itself: OpenAPI 3.1 with every error that may come and the header that makes a repeat safe."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from yosher.api import acts, brought, guests, office, papers, retention, shapes, ways, work
from yosher.api.caller import ByKey
from yosher.api.cases import router as of_cases
from yosher.api.problems import HANDLERS, KIND
from yosher.api.repeats import HEADER, LONGEST

ERRORS = {
    "400": "What was sent cannot be parsed.",
    "401": "No key, or one that opens nothing (any more).",
    "403": "The key's scopes do not reach so far.",
    "404": "Not in this organisation; what belongs to another one is not found either.",
    "405": "The address does not do that; see Allow.",
    "409": "Refused as things stand; the code and the sentence say why.",
    "411": "Sent in chunks: the length has to be stated.",
    "413": "Larger than is taken.",
    "422": "A field is wrong, or nothing in a file could be read.",
    "429": "Asked too often; see Retry-After.",
    "500": "Our own fault; nothing was half-written.",
    "503": "The house is in trouble (locked, disk full); try again.",
}
REPEAT = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": "^[!-~]+$"},
    "description": "The same key with the same request gets the first answer again for 24 hours; with another request it is refused (422).",
}


class Described(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """By the name of the act: `add_note`."""
        return operation.view_func.__name__

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None) -> OpenAPISchema:
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["components"]["schemas"]["Problem"] = shapes.Problem.json_schema()
        for address in schema["paths"].values():
            for method, operation in address.items():
                _complete(operation, method)
        return schema


def _complete(operation: dict[str, Any], method: str) -> None:
    operation["responses"] = {str(status): told for status, told in operation["responses"].items()}
    for status, sentence in ERRORS.items():
        content = {KIND: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        operation["responses"].setdefault(status, {"description": sentence, "content": content})
    if method == "post":
        operation["parameters"] = [*operation["parameters"], REPEAT]


api = Described(
    title="Yosher",
    version="1",
    description="From a denied transaction to an honest answer with its reasons. Sentences are in the language of Accept-Language.",
    docs_url=None,
    auth=ByKey(),
    urls_namespace="api",
)
for kind, handler in HANDLERS.items():
    api.add_exception_handler(kind, handler)
PARTS = (acts, guests, papers)  # they add to the addresses of the cases: one address with two methods is one view
for part in (of_cases, brought.router, office.router, retention.router, ways.router, work.router):
    api.add_router("", part)
