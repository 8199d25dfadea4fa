import type { Property } from "./compile.ts";
import type { Edit } from "./edits.ts";

const STATUSES = "contracts/status/StatusLists.sol";
const EVIDENCE = "contracts/status/EvidenceLog.sol";
const TYPES = "contracts/accreditation/CredentialTypes.sol";
const ACCREDITATIONS = "contracts/accreditation/Accreditations.sol";
const CHAIN = "contracts/accreditation/ChainOfTrust.sol";
const ANCHORS = "contracts/accreditation/IssuersOfAnchors.sol";
const CONTROLLED = "contracts/did/Controlled.sol";
const IDENTITIES = "contracts/did/Identities.sol";
const KEYS = "contracts/did/KeyEpochs.sol";
const SIGNED = "contracts/did/SignedOperations.sol";
const LENS = "contracts/TrustLens.sol";

const slip = (file: string, asItIs: string, asRead: string): Edit => ({ file, asItIs, asRead });

/**
 * A bug for each property that would break it. If Halmos refutes the property with the bug, the property says
 * something.
 */
const SLIPS: Readonly<Record<string, Edit>> = {
  epochs_are_never_rewritten: slip(
    ACCREDITATIONS,
    "uint40 until = epoch.until > block.timestamp ? uint40(block.timestamp) : epoch.until;",
    "uint40 until = uint40(block.timestamp);",
  ),
  nobody_else__s_accreditation: slip(ACCREDITATIONS, "if (!_actsFor(issuer)) _checkAbove(issuer, typeId, epoch);", ""),
  exceptions_last_a_generation: slip(
    ACCREDITATIONS,
    "_checkExceptions(issuer, typeId, record, exceptions);",
    "if (exceptions > _ALL_EXCEPTIONS) revert AccreditationExceptions(issuer, typeId, exceptions, 0);",
  ),
  nobody_else__s_name_nor_certificate: slip(
    ANCHORS,
    "if (present != address(0) || anchor == 0)",
    "if (present == issuer || anchor == 0)",
  ),
  nothing_is_granted_while_frozen: slip(
    ACCREDITATIONS,
    "_checkNotFrozen(typeId);\n        // A new epoch",
    "// A new epoch",
  ),
  no_reinstatement_under_a_withdrawn_parent: slip(
    ACCREDITATIONS,
    "if (goesOn && orphan) {",
    "if (goesOn && !goesOn) {",
  ),
  only_what_a_thief_began_is_annulled: slip(
    ACCREDITATIONS,
    "if (since == 0 || epoch.from < since || epoch.from > until) {",
    "if (since == 0 || epoch.from < since) {",
  ),
  an_annulment_takes_no_suspension_back: slip(
    CHAIN,
    "if (!_isAnnulled(epoch)) return (index, epoch);",
    "if (epoch.from != 0) return (index, epoch);",
  ),
  who_is_suspended_or_withdrawn_is_out: slip(
    CHAIN,
    "if (epoch.rights.reason() >= Reason.SUSPENDED) return (false, epoch);",
    "if (epoch.rights.reason() > Reason.SUSPENDED) return (false, epoch);",
  ),
  no_accreditation_without_a_whole_chain: slip(
    CHAIN,
    "if (record.generation != epoch.parentGeneration) return false;",
    "",
  ),
  whoever_is_accredited_has_a_whole_chain: slip(
    CHAIN,
    "if (epoch.rights.reason() >= Reason.SUSPENDED) return (false, epoch);",
    "if (epoch.rights.reason() > Reason.SUSPENDED) return (false, epoch);",
  ),
  the_council_touches_no_credential: slip(
    STATUSES,
    "if (operator && _lists[listId].operator != msg.sender)",
    "if (operator && _lists[listId].operator == msg.sender)",
  ),
  the_council_touches_no_accreditation: slip(
    CONTROLLED,
    "return msg.sender != address(0) && DIDS.controllerOf(did) == msg.sender;",
    "return msg.sender != address(0) && (DIDS.controllerOf(did) == msg.sender || msg.sender == address(0xC0));",
  ),
  nobody_else__s_type: slip(
    TYPES,
    "if (!_actsFor(authority)) revert TypeNotAuthority(typeId, msg.sender, authority);",
    "if (!_actsFor(authority) && msg.sender != COUNCIL) revert TypeNotAuthority(typeId, msg.sender, authority);",
  ),
  terms_of_office_are_never_rewritten: slip(
    TYPES,
    "AuthorityEpoch(former, _term(typeId, next - 1).from, time, reason);",
    "AuthorityEpoch(former, time, time, reason);",
  ),
  a_theft_is_never_taken_back: slip(
    TYPES,
    "_noteTheft(typeId, kind, term, since, known == 0 ? ended.until : known - 1);",
    "_noteTheft(typeId, kind, term, since, ended.until);",
  ),
  an_honest_retirement_is_final: slip(
    TYPES,
    "if (since == 0 || decided < since || decided > until)",
    "if (since == 0 || decided < since)",
  ),
  each_identity_is_its_own: slip(
    KEYS,
    "mapping(uint256 => bytes32) storage list = _documentKeys[identity];\n        uint8 last",
    "mapping(uint256 => bytes32) storage list = _documentKeys[identity];\n        ++_identities[msg.sender].nonce;\n        uint8 last",
  ),
  deactivation_is_final: slip(IDENTITIES, "if (record.deactivated) revert DIDDeactivated(identity);", ""),
  nobody_else__s_identity: slip(
    IDENTITIES,
    "if (caller == address(0) || caller != controller)",
    "if (caller == address(0) || (caller != controller && controller != identity))",
  ),
  a_key__s_epoch_is_never_rewritten: slip(
    KEYS,
    "if (key.until <= block.timestamp) revert DIDKeyEnded(identity, thumbprint, key.until);",
    "",
  ),
  a_certificate_is_named_by_its_hash: slip(
    KEYS,
    "if (algorithm >= KeyAlgorithms.X509_ROOT && thumbprint != hash) revert DIDAnchorNotItsHash(thumbprint, hash);",
    "",
  ),
  a_signed_operation_never_runs_twice: slip(SIGNED, "if (record.nonce == used) revert DIDRelayMisused();", ""),
  no_nonce_comes_down: slip(IDENTITIES, "++_identities[identity].nonce;", "--_identities[identity].nonce;"),
  the_first_write_wins: slip(EVIDENCE, "if (anchoredAt[root] != 0) continue;", ""),
  invalid_is_final: slip(
    STATUSES,
    "uint256 revoked = old & ~(old >> 1) & low;",
    "uint256 revoked = old & ~(old >> 1) & low & 1;",
  ),
  nobody_else__s_list: slip(
    STATUSES,
    "if (operator && _lists[listId].operator != msg.sender)",
    "if (operator && _lists[listId].operator == msg.sender)",
  ),
  an_operator_suspends_and_reinstates: slip(STATUSES, "(old | value) & low != 0", "old & low != 0"),
  a_deactivated_issuer__s_list_stands_still: slip(
    STATUSES,
    "if (controller == address(0) || msg.sender == address(0))",
    "if (msg.sender == address(0))",
  ),
  a_list_stays_open_and_holds_nothing_beyond_its_room: slip(
    STATUSES,
    "if (word >= capacity / _PER_WORD)",
    "if (word > capacity / _PER_WORD)",
  ),
  the_lens_says_what_the_registries_say: slip(
    LENS,
    "found.authorityDeactivated = _deactivated(address(uint160(found.kind)));",
    "found.authorityDeactivated = _deactivated(issuer);",
  ),
  the_lens_tells_the_chain_link_by_link: slip(
    LENS,
    "deactivated[i] = i == 0 ? found.issuerDeactivated : _deactivated(holder);",
    "deactivated[i] = found.issuerDeactivated;",
  ),
  the_lens_tells_the_epoch_of_then: slip(
    CHAIN,
    "if (epochs[middle].from <= moment) low = middle + 1;",
    "if (epochs[middle].from < moment) low = middle + 1;",
  ),
};

/** The bug for a property. Throws if there is none. */
export function slipAgainst({ name }: Pick<Property, "name">): Edit {
  const found = SLIPS[name];
  if (found === undefined) throw new Error(`no bug is planted against ${name}: see tools/proving/slips.ts`);
  return found;
}
