"""Writing JSON values as XML, as Infobip does where it is asked to."""

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from line_connector.sandbox.json_values import is_array, is_object

XML = "application/xml"

ITEMS = {
    "results": "result",
    "messages": "message",
    "scenarios": "scenario",
    "flow": "step",
    "resources": "resource",
    "violations": "violation",
}
"""What an item of a list is called; those of other lists are just items."""

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_xml(root: str, value: Mapping[str, Any]) -> bytes:
    """Write an object as an element for each of its properties, within a root."""
    element = ET.Element(root)
    _fill(element, value)
    text: bytes = ET.tostring(element, encoding="UTF-8", xml_declaration=True)
    return text


def _fill(element: ET.Element, value: Any) -> None:
    if is_object(value):
        for name, each in value.items():
            _fill(_child(element, name), each)
    elif is_array(value):
        for each in value:
            _fill(ET.SubElement(element, ITEMS.get(element.tag, "item")), each)
    else:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        element.text = NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _child(element: ET.Element, name: str) -> ET.Element:
    """Add an element; what cannot be one's name, such as a path, becomes an attribute."""
    if NAME.fullmatch(name):
        return ET.SubElement(element, name)
    return ET.SubElement(element, "entry", {"key": NOT_XML.sub("\N{REPLACEMENT CHARACTER}", name)})
