"""The five checks of one credential against a registry's records, for a question about now."""

import json

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from credential import CURVE_OF, CURVES, is_signed, jwk_to_point
from reading import base64url_of, digest_of

SKEW = 60
DAY = 86_400
MAX_LINKS = 8
CURVE_NUMBERS = {1: "P-256", 2: "secp256k1"}
CERTIFICATES = (128, 129)


class Registry:
    """The records of a file in registries/."""

    def __init__(self, file):
        self.file = file
        self.identities = {each["identity"]: each for each in file["identities"]}
        self.types = {each["vct"]: each for each in file["types"]}
        self.held = {(each["holder"], each["vct"]): each for each in file["accreditations"]}
        self.lists = {(each["issuer"], each["list"]): each for each in file["statusLists"]}

    def is_in_force(self):
        """Whether the council lets all of these contracts speak, by the Directory."""
        time, entries = self.file["block"]["time"], self.file["directory"]
        return all(
            any(
                entry["address"] == contract["address"] and not entry["distrusted"] and entry["from"] <= time < entry["until"]
                for entry in entries
                if entry["name"] == name
            )
            for name, contract in self.file["contracts"].items()
            if name != "Directory"
        )

    def is_deactivated(self, identity):
        return identity in self.identities and self.identities[identity]["deactivated"]

    def key(self, identity, thumbprint):
        keys = self.identities.get(identity, {"keys": []})["keys"]
        return next((key for key in keys if key["thumbprint"] == thumbprint), None)


def point_of(key):
    """The uncompressed point, and the key's own thumbprint (RFC 7638)."""
    crv = CURVE_NUMBERS[key["algorithm"]]
    compressed = bytes.fromhex(key["publicKey"][2:])
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVES[crv], compressed)
    point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    jwk = {"crv": crv, "kty": "EC", "x": base64url_of(point[1:33]), "y": base64url_of(point[33:])}
    return point, digest_of(json.dumps(jwk, separators=(",", ":")))


def signature(credential, key):
    if key is None:
        return "no-key"
    if key["algorithm"] in CERTIFICATES:
        return "not-a-key"
    crv = CURVE_NUMBERS.get(key["algorithm"])
    if crv is None:
        return "unknown-algorithm"
    if CURVE_OF[credential.jws.algorithm] != crv:
        return "wrong-key-type"
    point, thumbprint = point_of(key)
    if thumbprint != credential.thumbprint:
        return "other-key"
    return "genuine" if is_signed(credential.jws, crv, point) else "forged"


def issuer_key(credential, key, registry):
    if registry.is_deactivated(credential.issuer):
        return "did-deactivated"
    if key is None:
        return "unknown"
    if key["algorithm"] in CERTIFICATES:
        return "not-a-key"
    if key["reason"] == "compromised":
        return "compromised"
    if credential.issued_at < key["from"]:
        return "not-yet"
    if credential.issued_at >= key["until"]:
        return "ended"
    return "retired-after" if key["reason"] == "retired" else "good"


def epoch_at(held, moment):
    """The last epoch that had begun, and its index."""
    begun = [(i, epoch) for i, epoch in enumerate(held["epochs"]) if epoch["from"] <= moment]
    return begun[-1] if begun else (None, None)


def accreditation(credential, registry):
    kind, issued_at = registry.types.get(credential.type), credential.issued_at
    if kind is None:
        return "type-unknown"
    if issued_at < kind["registered"]:
        return "before-type"
    if kind["retired"] and issued_at >= kind["retired"]:
        return "type-retired"
    if registry.is_deactivated(kind["authority"]):
        return "authority-deactivated"
    holder, below = credential.issuer, None
    for _ in range(MAX_LINKS):
        held = registry.held.get((holder, credential.type))
        if held is None:
            return "never" if below is None else "broken"
        index, epoch = epoch_at(held, issued_at)
        problem = link(registry, held, index, epoch, below, issued_at)
        if problem is not None:
            return problem
        if epoch["root"]:
            return "whole"
        holder, below = epoch["accreditor"], epoch
    return "broken"


def link(registry, held, index, epoch, below, issued_at):
    newest = held["epochs"][-1]["reason"]
    if registry.is_deactivated(held["holder"]):
        return "holder-deactivated"
    if epoch is None or issued_at >= epoch["until"]:
        return "not-then"
    if epoch["reason"] == "annulled":
        return "annulled"
    if below is None and not epoch["mayIssue"]:
        return "may-not-issue"
    if below is not None and epoch["levels"] <= below["levels"]:
        return "beyond-levels"
    if index < held["generationStart"] or newest == "withdrawn":
        return "withdrawn"
    if newest == "annulled":
        return "annulled"
    if newest.startswith("suspended"):
        return "suspended"
    if below is not None and below["parentGeneration"] != held["generation"]:
        return "parent-withdrawn"
    return None


def status(credential, registry, query):
    kind = registry.types.get(credential.type)
    if credential.status is None:
        return without_status(credential, registry, query, kind)
    number, index = credential.status
    if registry.is_deactivated(credential.issuer):
        return "unmaintained"
    found = registry.lists.get((credential.issuer, number))
    if found is None:
        return "list-unopened"
    if index >= found["capacity"]:
        return "out-of-range"
    word = int(found["words"].get(str(index // 128), "0x0"), 16)
    value = word >> 2 * (index % 128) & 3
    if value == 3 and kind is not None and kind["applicationStatusIsValid"]:
        return "application-valid"
    return ("valid", "revoked", "suspended", "application")[value]


def without_status(credential, registry, query, kind):
    if kind is not None and kind["status"] == "none":
        return "not-required"
    short = credential.expires is not None and credential.expires - credential.issued_at <= DAY
    if short and query.get("oneTimeCopies"):
        return "one-time"
    held = registry.held.get((credential.issuer, credential.type))
    index, epoch = epoch_at(held, credential.issued_at) if held else (None, None)
    if epoch is None:
        return "absent"
    if index < held["generationStart"]:
        return "exception-unknown"
    return "excepted" if held["noStatus"] else "absent"


def holder_binding(credential, request, now, demand):
    proof, key = credential.proof, credential.holder_key
    if proof is None and demand == "none":
        return "not-required"
    if key is None:
        return "unbound"
    if proof is None:
        return "absent"
    if proof.audience != request["audience"]:
        return "wrong-audience"
    if proof.nonce != request["nonce"]:
        return "wrong-nonce"
    if max(proof.issued_at, proof.not_before or 0) > now + SKEW:
        return "in-future"
    ended = proof.expires is not None and now >= proof.expires
    if proof.issued_at < now - request.get("maxProofAge", 300) or ended:
        return "stale"
    if CURVE_OF[proof.jws.algorithm] != key["crv"]:
        return "forged"
    if not credential.hash_is_right():
        return "altered"
    return "proved" if is_signed(proof.jws, key["crv"], jwk_to_point(key)) else "forged"
