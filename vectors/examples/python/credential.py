"""A presented SD-JWT VC: its registered claims, its other claims, and the holder's proof."""

import re

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from reading import ALWAYS_OPEN, MAX_PRESENTATION, Disclosures, Jws, bytes_of, digest_of, need

CURVES = {"P-256": ec.SECP256R1(), "secp256k1": ec.SECP256K1()}
CURVE_OF = {"ES256": "P-256", "ES256K": "secp256k1"}
DID = re.compile(r"did:ethr:0x([1-9a-f][0-9a-f]{0,15}):(0x[0-9a-fA-F]{40})")
LIST = re.compile(r"/status-lists/(0|[1-9][0-9]{0,9})$")


def is_whole(value, most):
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < most


def read_did(did):
    """The chain and the address. This reader takes lower case only: it has no Keccak to check EIP-55."""
    match = DID.fullmatch(did)
    need(match and match[2] == match[2].lower(), "not a did:ethr in lower case")
    return int(match[1], 16), match[2]


def time_of(claims, name):
    value = claims.get(name)
    need(name not in claims or is_whole(value, 2**40), f"{name} is not a time")
    return value


def text_of(claims, name):
    value = claims.get(name)
    need(isinstance(value, str) and value, f"{name} is not a text")
    return value


def status_of(claims):
    if "status" not in claims:
        return None
    status = claims["status"]
    need(isinstance(status, dict) and isinstance(status.get("status_list"), dict), "not a status list")
    reference = status["status_list"]
    match = LIST.search(reference["uri"]) if isinstance(reference.get("uri"), str) else None
    need(match and is_whole(int(match[1]), 2**32) and is_whole(reference.get("idx"), 2**32), "not a status list")
    return int(match[1]), reference["idx"]


def holder_key_of(claims):
    if "cnf" not in claims:
        return None
    jwk = claims["cnf"].get("jwk") if isinstance(claims["cnf"], dict) else None
    need(isinstance(jwk, dict) and jwk.get("kty") == "EC" and jwk.get("crv") in CURVES and "d" not in jwk, "cnf")
    need(all(isinstance(jwk.get(name), str) and len(bytes_of(jwk[name])) == 32 for name in "xy"), "cnf")
    return jwk


def jwk_to_point(jwk):
    return b"\x04" + bytes_of(jwk["x"]) + bytes_of(jwk["y"])


def is_signed(jws, crv, point):
    """Whether the key with this SEC 1 point signed the JWS."""
    (r, s) = (int.from_bytes(jws.signature[i : i + 32], "big") for i in (0, 32))
    try:
        key = ec.EllipticCurvePublicKey.from_encoded_point(CURVES[crv], point)
        key.verify(encode_dss_signature(r, s), jws.signed, ec.ECDSA(SHA256()))
        return True
    except (InvalidSignature, ValueError):
        return False


class Proof:
    """A key-binding JWT."""

    def __init__(self, text, covers):
        self.jws = Jws(text, "kb+jwt")
        self.covers = covers
        payload = self.jws.payload
        self.audience, self.nonce, self.sd_hash = (text_of(payload, name) for name in ("aud", "nonce", "sd_hash"))
        self.issued_at, self.not_before, self.expires = (time_of(payload, name) for name in ("iat", "nbf", "exp"))
        need(self.issued_at is not None, "iat is missing")


class Credential:
    def __init__(self, text):
        need(len(text) <= MAX_PRESENTATION, "too large")
        need("~" in text, "not an SD-JWT")
        first, *encoded, last = text.split("~")
        self.jws = Jws(first, "dc+sd-jwt")
        need(self.jws.payload.get("_sd_alg", "sha-256") == "sha-256", "_sd_alg")
        disclosures = Disclosures(encoded)
        claims = disclosures.object(self.jws.payload, 0)
        need(not disclosures.waiting, "a disclosure that nobody signed")
        self.read_registered(claims)
        self.claims = {name: value for name, value in claims.items() if name not in ALWAYS_OPEN}
        self.proof = Proof(last, text[: len(text) - len(last)]) if last else None
        need(self.proof is None or self.holder_key is not None, "a proof without a key")

    def read_registered(self, claims):
        issuer = text_of(claims, "iss")
        self.chain, self.issuer = read_did(issuer)
        self.did = issuer
        kid = self.jws.header.get("kid")
        need(isinstance(kid, str) and kid.startswith(f"{issuer}#"), "kid")
        self.thumbprint = kid[len(issuer) + 1 :]
        need(len(bytes_of(self.thumbprint)) == 32, "kid")
        self.type = text_of(claims, "vct")
        self.issued_at, self.not_before, self.expires = (time_of(claims, name) for name in ("iat", "nbf", "exp"))
        need(self.issued_at is not None, "iat is missing")
        self.status = status_of(claims)
        self.holder_key = holder_key_of(claims)

    def hash_is_right(self):
        return digest_of(self.proof.covers) == self.proof.sd_hash
