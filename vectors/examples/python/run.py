"""Runs all cases of the pack that this verifier supports: python3 run.py. Ends with exit code 1 if one differs."""

import json
import sys
from pathlib import Path

from checks import Registry
from verifier import verify

PACK = Path(__file__).resolve().parents[2]

# What this verifier leaves out, and why.
CLOCKS = "it does not weigh the registry's time against the clock"
CHECKSUM = "it has no Keccak for the checksum of an address in mixed case"
UNSUPPORTED = {
    "freshness/ahead": CLOCKS,
    "freshness/clock-ahead": CLOCKS,
    "freshness/clock-behind-holder": CLOCKS,
    "freshness/clock-behind-policy": CLOCKS,
    "issuer-key/did-with-checksum": CHECKSUM,
    "issuer-key/did-with-wrong-checksum": CHECKSUM,
    "policy/issuer-accepted": CHECKSUM,
}


def left_out(case):
    """Why the case is left out; None: it is not."""
    if case["pinned"] if "pinned" in case else "asOf" in case["request"]:
        return "it answers no questions about the past"
    if any(is_vc_jwt(each) for list_ in case["presented"].values() for each in list_):
        return "it reads no vc+jwt"
    return UNSUPPORTED.get(case["name"])


def is_vc_jwt(text):
    return text.startswith("ey") and "~" not in text


def codes_of(expected):
    """What is expected, as verify() writes it."""
    found = []
    for each in expected["credentials"]:
        codes = {name: finding["code"] for name, finding in each["checks"].items()}
        policy = sorted(finding["code"] for finding in each["policy"])
        claims = {"claims": each["claims"]} if "claims" in each else {}
        found.append({"query": each["query"], "checks": codes, "policy": policy, **claims})
    return {
        "outcome": expected["outcome"],
        "credentials": found,
        "facts": expected["facts"] and expected["facts"]["code"],
        "presentation": sorted(finding["code"] for finding in expected["presentation"]),
    }


def registry_of(name):
    """None: nobody answers, or the council lets these contracts speak no more."""
    if name is None:
        return None
    registry = Registry(json.loads((PACK / "registries" / f"{name}.json").read_text("utf-8")))
    return registry if registry.is_in_force() else None


def main():
    agreed, differing, skipped = 0, [], {}
    for path in sorted((PACK / "cases").rglob("*.json")):
        case = json.loads(path.read_text("utf-8"))
        reason = left_out(case)
        if reason is not None:
            skipped.setdefault(reason, []).append(case["name"])
            continue
        verdict = verify(case["request"], case["presented"], registry_of(case["registry"]), case["at"])
        expected = codes_of(case["expected"])
        if verdict == expected:
            agreed += 1
        else:
            differing.append(case["name"])
            print(f"{case['name']}\n  expected {json.dumps(expected)}\n  found    {json.dumps(verdict)}")
    for reason, names in skipped.items():
        print(f"left out, because {reason}: {', '.join(names)}")
    print(f"{agreed} agreed, {len(differing)} differed, {sum(map(len, skipped.values()))} left out")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
