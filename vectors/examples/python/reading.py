"""Reads an SD-JWT VC strictly: base64url, JSON, JOSE, disclosures. Verifies no signature."""

import base64
import hashlib
import json
import re

MAX_PRESENTATION = 65_536
MAX_DISCLOSURES = 256
MAX_DEPTH = 16
ALWAYS_OPEN = {"iss", "iat", "nbf", "exp", "cnf", "vct", "vct#integrity", "status"}
RESERVED = {"_sd", "_sd_alg", "...", "__proto__"}
WITHHELD = {"...": "withheld"}


class Unreadable(Exception):
    """The presentation cannot be read."""


class UnknownAlgorithm(Exception):
    """A later verifier may know it."""


def need(condition, why):
    if not condition:
        raise Unreadable(why)


def bytes_of(text):
    """Canonical base64url without padding, and not empty."""
    need(re.fullmatch(r"[A-Za-z0-9_-]+", text), "not base64url")
    try:
        decoded = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise Unreadable("not base64url") from error
    need(base64url_of(decoded) == text, "not canonical base64url")
    return decoded


def base64url_of(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def digest_of(text):
    return base64url_of(hashlib.sha256(text.encode()).digest())


def members_once(pairs):
    names = [name for name, _ in pairs]
    need(len(set(names)) == len(names), "a name twice in one object")
    need("__proto__" not in names, "a member is named __proto__")
    return dict(pairs)


def check_value(value, depth=0):
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        need(abs(value) != float("inf"), "a number beyond all doubles")
        need(value != int(value) or abs(value) < 2**53, "a number that no double holds exactly")
    if isinstance(value, (dict, list)):
        need(depth < MAX_DEPTH, "nested too deep")
        for inside in value.values() if isinstance(value, dict) else value:
            check_value(inside, depth + 1)


def json_of(data):
    """I-JSON (RFC 7493): two readers never see two documents."""
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=members_once, parse_constant=lambda name: need(False, name))
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # refuses half of a surrogate pair
    except (ValueError, RecursionError) as error:
        raise Unreadable("not JSON") from error
    check_value(value)
    return value


def object_of(data):
    value = json_of(data)
    need(isinstance(value, dict), "not an object")
    return value


class Jws:
    """A compact JWS. Its algorithm is ES256 or ES256K."""

    def __init__(self, text, typ):
        parts = text.split(".")
        need(len(parts) == 3, "a JWS has three parts")
        self.header = object_of(bytes_of(parts[0]))
        self.algorithm = self.header.get("alg")
        need(isinstance(self.algorithm, str), "no algorithm")
        need(self.algorithm.lower() != "none", "alg: none")
        need(not re.fullmatch(r"hs\d*", self.algorithm, re.IGNORECASE), "an HMAC")
        if self.algorithm not in ("ES256", "ES256K"):
            raise UnknownAlgorithm(self.algorithm)
        need("crit" not in self.header, "crit")
        need(self.header.get("typ") == typ, "typ")
        self.payload = object_of(bytes_of(parts[1]))
        self.signature = bytes_of(parts[2])
        need(len(self.signature) == 64, "a signature is 64 bytes")
        self.signed = f"{parts[0]}.{parts[1]}".encode()


class Disclosures:
    """Puts the disclosures into their places (RFC 9901, section 7.1); a withheld element keeps its place."""

    def __init__(self, encoded):
        need(len(encoded) <= MAX_DISCLOSURES, "too many disclosures")
        need(len(set(encoded)) == len(encoded), "a disclosure twice")
        self.waiting = {digest_of(text): self.decoded(text) for text in encoded}
        self.seen = set()

    @staticmethod
    def decoded(text):
        parts = json_of(bytes_of(text))
        need(isinstance(parts, list) and len(parts) in (2, 3) and isinstance(parts[0], str), "not a disclosure")
        if len(parts) == 3:
            need(isinstance(parts[1], str) and parts[1] not in RESERVED, "not a name for claims")
        return parts

    def take(self, digest):
        need(isinstance(digest, str), "a digest is not a text")
        need(digest not in self.seen, "a digest twice")
        self.seen.add(digest)
        return self.waiting.pop(digest, None)

    def value(self, value, depth):
        if not isinstance(value, (dict, list)):
            return value
        need(depth < MAX_DEPTH, "nested too deep")
        if isinstance(value, dict):
            return self.object(value, depth)
        return [self.element(each, depth) for each in value]

    def element(self, element, depth):
        if not isinstance(element, dict) or "..." not in element:
            return self.value(element, depth + 1)
        need(len(element) == 1, "`...` is not alone")
        disclosure = self.take(element["..."])
        if disclosure is None:
            return WITHHELD
        need(len(disclosure) == 2, "a member's disclosure stands for an element")
        return self.value(disclosure[1], depth + 1)

    def object(self, members, depth):
        claims = {}
        for name, value in members.items():
            if name == "_sd" or (name == "_sd_alg" and depth == 0):
                continue
            need(name not in RESERVED, "not a name for claims")
            claims[name] = self.value(value, depth + 1)
        digests = members.get("_sd", [])
        need(isinstance(digests, list), "_sd is not a list")
        for digest in digests:
            self.add_member(claims, self.take(digest), depth)
        return claims

    def add_member(self, claims, disclosure, depth):
        if disclosure is None:
            return
        need(len(disclosure) == 3, "an element's disclosure stands for a member")
        _, name, value = disclosure
        need(name not in claims, "a claim is already there")
        need(depth > 0 or name not in ALWAYS_OPEN, "a claim that must be in the open")
        claims[name] = self.value(value, depth + 1)
