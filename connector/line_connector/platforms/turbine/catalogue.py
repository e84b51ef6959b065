"""What Turbine gets beside the built-in actions: questions, asked through `line-connector serve`.

A question waits for a person, longer than an action of Turbine's may run, and its answer comes as a
webhook. So it is asked of a service that runs anyway, with plain HTTP. Other platforms ask by
themselves: for them these actions would be a second way.
"""

from __future__ import annotations

from line_connector.manifest import Manifest, ManifestFile

QUESTIONS = "questions"
"""The connection."""

_CLASSES = "line_connector.platforms.turbine.questions"

TITLES = {
    "ask_question": "Ask a Question",
    "get_answer": "Get the Answer to a Question",
    "cancel_question": "Withdraw a Question",
}
"""The actions, by name."""

_URL = "http://127.0.0.1:8080"


def add_questions(manifest: Manifest) -> Manifest:
    """Add the actions that ask to a catalogue, and return it."""
    actions = {
        name: {
            "class": f"{_CLASSES}:{''.join(part.capitalize() for part in name.split('_'))}",
            "connection": QUESTIONS,
            "title": title,
        }
        for name, title in TITLES.items()
    }
    connection = {
        "title": "LINE questions",
        "description": "A running `line-connector serve`, which asks people in LINE.",
        "authentication": ["token"],
        "console": "line-connector keys add",
        "fields": {
            "url": {
                "title": "Service address",
                "description": "Where `line-connector serve` is.",
                "default": _URL,
            },
            "token": {
                "title": "API key",
                "description": "A client's key, made with `line-connector keys add`.",
                "secret": True,
            },
        },
    }
    declared = {
        "name": QUESTIONS,
        "title": "LINE questions",
        "version": manifest.version,
        "connections": {QUESTIONS: connection},
        "actions": actions,
    }
    manifest.add(ManifestFile.model_validate(declared), QUESTIONS)
    return manifest
