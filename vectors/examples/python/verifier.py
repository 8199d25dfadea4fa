"""A verifier of SD-JWT VCs over a registry's records: the five checks, the policy, the verdict."""

import checks
from credential import Credential
from reading import WITHHELD, Unreadable, UnknownAlgorithm

VALID = set(
    """signature.genuine issuerKey.good issuerKey.retired-after accreditation.whole status.valid
    status.application-valid status.one-time status.not-required status.excepted holderBinding.proved
    holderBinding.not-required policy.met facts.fresh""".split()
)
UNKNOWN = set(
    """signature.no-key signature.other-key signature.unknown-algorithm issuerKey.foreign-chain
    status.exception-unknown status.list-unopened status.out-of-range facts.stale facts.ahead facts.unavailable
    presentation.unknown-algorithm""".split()
)
MAX_PRESENTATIONS = 16


def outcome_of(codes):
    if any(code not in VALID and code not in UNKNOWN for code in codes):
        return "invalid"
    return "valid" if codes and all(code in VALID for code in codes) else "indeterminate"


def verify(request, presented, registry, now):
    """The outcome, and the codes of each credential, of the facts and of the whole. `registry`: None if none answers."""
    answers, whole = read(request, presented)
    found = [judge(credential, query, request, registry, now) for query, credential in answers]
    facts = facts_code(registry, request, now) if answers else None
    whole += of_the_whole(request, answers, whole)
    codes = [code for each in found for code in [*each["checks"].values(), *each["policy"]]]
    outcome = outcome_of(codes + [code for code, _ in whole] + ([facts] if facts else []))
    for each, (_, credential) in zip(found, answers):
        if outcome == "valid":
            each["claims"] = credential.claims
    return {"outcome": outcome, "credentials": found, "facts": facts, "presentation": sorted(code for code, _ in whole)}


def read(request, presented):
    if not presented:
        return [], [("presentation.empty", None)]
    if sum(len(each) for each in presented.values()) > MAX_PRESENTATIONS:
        return [], [("presentation.unreadable", None)]
    queries = {query["id"]: query for query in request["credentials"]}
    answers, whole = [], []
    for name, presentations in presented.items():
        if name not in queries:
            whole.append(("presentation.unknown-query", None))
            continue
        for presentation in presentations:
            try:
                answers.append((queries[name], Credential(presentation)))
            except Unreadable:
                whole.append(("presentation.unreadable", name))
            except UnknownAlgorithm:
                whole.append(("presentation.unknown-algorithm", name))
    return answers, whole


def judge(credential, query, request, registry, now):
    names = ("signature", "issuerKey", "accreditation", "status")
    kind = None
    if registry is None:
        found = dict.fromkeys(names, "facts.unavailable")
    elif registry.file["chainId"] != credential.chain:
        found = dict.fromkeys(names, "issuerKey.foreign-chain")
    else:
        kind = registry.types.get(credential.type)
        key = registry.key(credential.issuer, credential.thumbprint)
        found = {
            "signature": "signature." + checks.signature(credential, key),
            "issuerKey": "issuerKey." + checks.issuer_key(credential, key, registry),
            "accreditation": "accreditation." + checks.accreditation(credential, registry),
            "status": "status." + checks.status(credential, registry, query),
        }
    if registry is None and credential.proof is None:
        found["holderBinding"] = "facts.unavailable"
    else:
        demand = kind["holderBinding"] if kind else "required"
        found["holderBinding"] = "holderBinding." + checks.holder_binding(credential, request, now, demand)
    return {"query": query["id"], "checks": found, "policy": sorted(policy(credential, query, kind, now))}


def policy(credential, query, kind, now):
    if credential.type != query["type"]:
        return ["policy.type-not-asked"]
    codes = []
    if query.get("format", "dc+sd-jwt") != "dc+sd-jwt":
        codes.append("policy.format-not-asked")
    if credential.issued_at > now + checks.SKEW:
        codes.append("policy.issued-in-future")
    if credential.expires is not None and now >= credential.expires:
        codes.append("policy.expired")
    if credential.not_before is not None and now < credential.not_before:
        codes.append("policy.not-yet-valid")
    if "issuers" in query and credential.did not in query["issuers"]:
        codes.append("policy.issuer-not-accepted")
    if "authorities" in query and kind is not None:
        authority = f"did:ethr:{credential.chain:#x}:{kind['authority']}"
        if authority not in query["authorities"]:
            codes.append("policy.authority-not-accepted")
    return (codes + claims_codes(credential.claims, query)) or ["policy.met"]


def claims_codes(claims, query):
    asked = [each if isinstance(each, dict) else {"path": each} for each in query.get("claims", [])]
    by_id = {each.get("id"): each for each in asked}
    options = [[by_id[name] for name in option] for option in query.get("claimSets", [])] or [asked]
    lacking = [[each for each in option if not is_answered(each, claims)] for option in options]
    least = min(lacking, key=len)
    there = [any(has_content(value) for value in selected(each["path"], claims)) for each in least]
    missing = [] if all(there) else ["policy.claims-missing"]
    return missing + (["policy.values-not-asked"] if any(there) else [])


def is_answered(asked, claims):
    found = [value for value in selected(asked["path"], claims) if has_content(value)]
    if "values" not in asked:
        return bool(found)
    return any(type(value) is type(wanted) and value == wanted for value in found for wanted in asked["values"])


def selected(path, claims):
    """The values that a claims path leads to (OpenID4VP 1.0, section 7): a name, an index, or null for all elements."""
    values = [claims]
    for step in path:
        kind = dict if isinstance(step, str) else list
        if not all(isinstance(value, kind) for value in values):
            return []
        if isinstance(step, str):
            values = [value[step] for value in values if step in value]
        elif step is None:
            values = [element for value in values for element in value]
        else:
            values = [value[step] for value in values if step < len(value)]
        values = [value for value in values if value != WITHHELD]
    return values


def has_content(value):
    if isinstance(value, (dict, list)):
        inside = value.values() if isinstance(value, dict) else value
        return value != WITHHELD and any(has_content(each) for each in inside)
    return value is not None and value != ""


def facts_code(registry, request, now):
    if registry is None:
        return None
    time = registry.file["block"]["time"]
    if time > now + checks.SKEW:
        return "facts.ahead"
    return "facts.stale" if now - time > request.get("maxAge", 300) else "facts.fresh"


def of_the_whole(request, answers, unread):
    counts = {}
    named = [query["id"] for query, _ in answers]
    for name in named + [name for code, name in unread if code == "presentation.unknown-algorithm"]:
        counts[name] = counts.get(name, 0) + 1
    codes = sets_codes(request, counts)
    for query in request["credentials"]:
        same = [credential.jws.signed for each, credential in answers if each is query]
        if query.get("multiple") and len(set(same)) < len(same):
            codes.append("policy.credential-counted-twice")
        if not query.get("multiple") and counts.get(query["id"], 0) > 1:
            codes.append("policy.credential-repeated")
    for path in request.get("sameHolder", []):
        values = [value for _, credential in answers for value in selected(path, credential.claims)]
        is_plain = all(has_content(value) and not isinstance(value, (dict, list)) for value in values)
        if len(values) < len(answers) or not is_plain or any(value != values[0] for value in values):
            codes.append("policy.different-holders")
    return [(code, None) for code in codes]


def sets_codes(request, counts):
    ids = [query["id"] for query in request["credentials"]]
    sets = request.get("credentialSets") or [{"options": [[name]]} for name in ids]
    is_whole = lambda option: all(name in counts for name in option)  # noqa: E731
    codes = []
    for each in sets:
        if each.get("required", True) and not any(map(is_whole, each["options"])):
            alone = len(each["options"]) == 1
            missing = [name for name in each["options"][0] if name not in counts]
            codes += ["policy.credential-missing"] * len(missing) if alone else ["policy.alternatives-missing"]
    if codes:
        return codes
    used = {name for each in sets for option in each["options"] if is_whole(option) for name in option}
    return ["policy.alternative-in-part" for name in counts if name not in used]
