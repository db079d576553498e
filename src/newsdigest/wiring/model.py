"""Settings -> a model to ask: its endpoint, its key, the place of its answers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from newsdigest.edges.answers import AnswerFolder
from newsdigest.edges.model import ModelEndpoint, ModelOptions
from newsdigest.errors import ConfigError
from newsdigest.pipeline.tell import Adviser
from newsdigest.stages.consult.answer import SCHEMA
from newsdigest.wiring import cache_dir
from newsdigest.wiring.secret import read_secret

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from newsdigest.keys import Settings
    from newsdigest.models import Failure


def endpoint(
    settings: Settings, environ: Mapping[str, str], left_s: Callable[[], float]
) -> ModelEndpoint:
    """Give the model that the reader named; ConfigError where the settings lack something.

    `left_s` says how much time is left of the run.
    """
    keys = settings.model
    for name, value, example in (
        ("model.url", keys.url, 'url = "http://localhost:11434/v1" in [model]'),
        ("model.name", keys.name, 'name = "llama3.2" in [model]'),
    ):
        if not value:
            raise ConfigError("no model to ask", name, "it is not set", example)
    key = read_secret(keys.key_env, environ, "no key for the model") if keys.key_env else ""
    options = ModelOptions(
        url=keys.url,
        name=keys.name,
        key=key,
        timeout_s=keys.timeout_s,
        concurrency=keys.concurrency,
        contact=settings.fetch.user_agent_contact,
        left_s=left_s,
    )
    return ModelEndpoint(options, SCHEMA)


def adviser(
    settings: Settings,
    environ: Mapping[str, str],
    notice: Callable[[Failure], None],
    *,
    offline: bool = False,
) -> Adviser:
    """Give the model to ask about links and texts; its answers are kept in the cache folder.

    `offline` asks nobody: kept answers choose, and the program's own method where there are none.
    """
    asked = endpoint(settings, environ, lambda: float("inf"))
    folder = AnswerFolder(os.path.join(cache_dir(), "answers"))  # noqa: PTH118 pathlib is not loaded
    asks = None if offline else asked
    return Adviser(asked.name, asks, folder, settings.model.tokens_per_run, notice)
