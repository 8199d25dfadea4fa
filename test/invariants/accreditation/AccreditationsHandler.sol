// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Accreditations} from "../../../contracts/accreditation/Accreditations.sol";
import {CredentialTypes} from "../../../contracts/accreditation/CredentialTypes.sol";
import {DIDRegistry} from "../../../contracts/did/DIDRegistry.sol";
import {IAccreditations} from "../../../contracts/accreditation/IAccreditations.sol";
import {ICredentialTypes} from "../../../contracts/accreditation/ICredentialTypes.sol";
import {SeatsDouble} from "../../../contracts/test-doubles/SeatsDouble.sol";
import {StatusLists} from "../../../contracts/status/StatusLists.sol";
import {Rights} from "../../../contracts/accreditation/Rights.sol";
import {TrustLens} from "../../../contracts/TrustLens.sol";
import {vm} from "../Vm.sol";

/// @dev Seven DIDs, each its own controller, each possibly agency, accreditor, authority and seat. This contract is the
/// council. There is one type. After each attempt it compares all records with their former state, and notes in `wrong`
/// the first change that should have been impossible.
abstract contract AccreditationsHandler {
    using Rights for uint8;

    uint256 public constant ACTORS = 7;
    DIDRegistry public immutable DIDS = new DIDRegistry(0);
    SeatsDouble public immutable SEATS = new SeatsDouble();
    CredentialTypes public immutable TYPES;
    Accreditations public immutable ACCREDITATIONS;
    StatusLists public immutable STATUSES;
    TrustLens public immutable LENS;
    bytes32 public immutable TYPE;

    string public wrong;
    uint40[] public moments;
    mapping(address agency => IAccreditations.Epoch[]) private _known;
    mapping(address agency => IAccreditations.Accreditation) private _records;
    mapping(uint256 term => uint40) private _thefts;
    mapping(address agency => bool) private _suspended;
    /// @dev The agency that the present call reinstated or withdrew.
    address private _lifted;
    ICredentialTypes.AuthorityEpoch[] private _terms;
    uint40 private _retired;
    uint40 private _decided;

    constructor() {
        TYPES = new CredentialTypes(DIDS, address(this), 0);
        ACCREDITATIONS = new Accreditations(DIDS, TYPES, SEATS, 0);
        STATUSES = new StatusLists(DIDS, 0);
        LENS = new TrustLens(DIDS, TYPES, ACCREDITATIONS, STATUSES, 0);
        vm.warp(1_800_000_000);
        TYPE = TYPES.register("a", actor(0), 0, "", "", 0);
        for (uint256 i = 0; i < 4; ++i) SEATS.seat(actor(i));
        moments.push(uint40(block.timestamp));
        // An initial chain: 0 is the authority, which accredits 1, which accredits 2.
        grant(0, 1, true, true, 5);
        grant(1, 2, false, true, 3);
    }

    function actor(uint256 seed) public pure returns (address) {
        return address(uint160(0xacc000 + seed % ACTORS));
    }

    function momentCount() external view returns (uint256) {
        return moments.length;
    }

    // --- what actors do ---

    function grant(uint8 by, uint8 agency, bool root, bool mayIssue, uint8 levels) public {
        address accreditor = root ? address(0) : actor(by);
        levels = levels % 6;
        _try(actor(agency), abi.encodeCall(ACCREDITATIONS.applyFor, (actor(agency), TYPE, accreditor, mayIssue, levels, "")));
        // The authority grants root links, so that most of these succeed.
        address granter = root ? TYPES.authorityOf(TYPE) : actor(by);
        uint40 until = levels == 4 ? uint40(block.timestamp + 500) : type(uint40).max;
        // Most agencies always have the same exceptions: a change within a generation is refused.
        uint8 exceptions = levels == 5 ? agency & 1 : 0;
        bytes memory call =
            abi.encodeCall(ACCREDITATIONS.accredit, (actor(agency), TYPE, mayIssue, levels, until, exceptions));
        if (_try(granter, call) && _frozen()) wrong = "accredited while frozen";
        watch();
    }

    function change(uint8 by, uint8 agency, uint8 kind, bool asAuthority) public {
        address caller = asAuthority ? TYPES.authorityOf(TYPE) : actor(by);
        bytes4[4] memory kinds = [
            IAccreditations.suspend.selector,
            IAccreditations.reinstate.selector,
            IAccreditations.withdraw.selector,
            IAccreditations.end.selector
        ];
        bytes4 selector = kinds[kind % 4];
        bool above = caller == TYPES.authorityOf(TYPE) || _accreditorOf(actor(agency)) == caller;
        bool own = selector == IAccreditations.end.selector && caller == actor(agency);
        IAccreditations.Epoch memory newest = _newest(actor(agency));
        // Suspended after its end, or accredited by a withdrawn accreditor.
        bool ended = newest.rights.reason() == IAccreditations.Reason.SUSPENDED_AFTER_END || _isOrphan(newest);
        uint40 until = ended ? 0 : type(uint40).max;
        bytes memory call = abi.encodeWithSelector(selector, actor(agency), TYPE, until);
        if (_try(caller, call)) {
            if (!above && !own) wrong = "written by one who is not above";
            if (selector == IAccreditations.reinstate.selector) _checkReinstated(actor(agency), newest, ended);
            if (selector == kinds[1] || selector == kinds[2]) _lifted = actor(agency);
        }
        watch();
    }

    function _checkReinstated(address agency, IAccreditations.Epoch memory former, bool ended) private {
        if (_frozen()) wrong = "reinstated while frozen";
        IAccreditations.Epoch memory begun = _newest(agency);
        if (ended && begun.until != begun.from) wrong = "what had ended goes on";
        if (_isOrphan(former) && begun.until != begun.from) wrong = "reinstated under a generation that was withdrawn";
    }

    function _isOrphan(IAccreditations.Epoch memory epoch) private view returns (bool) {
        if (epoch.rights.root()) return false;
        return ACCREDITATIONS.accreditationOf(epoch.accreditor, TYPE).generation != epoch.parentGeneration;
    }

    /// @dev Names are for display: whoever is above sets them, and they change nothing else.
    function name(uint8 by, uint8 agency, bool asAuthority, bool long) public {
        address caller = asAuthority ? TYPES.authorityOf(TYPE) : actor(by);
        bool above = caller == TYPES.authorityOf(TYPE) || _accreditorOf(actor(agency)) == caller;
        string memory ko = long ? "a name of more than thirty-two bytes" : "a";
        if (_try(caller, abi.encodeCall(ACCREDITATIONS.nameAgency, (actor(agency), TYPE, ko, ""))) && !above) {
            wrong = "named by one who is not above";
        }
        watch();
    }

    function anchor(uint8 by, uint8 agency, uint8 which, bool release) public {
        bytes32 id = bytes32(uint256(which % 3));
        address holder = ACCREDITATIONS.issuerOfAnchor(TYPE, id);
        address whose = release ? holder : actor(agency);
        bool above = actor(by) == TYPES.authorityOf(TYPE) || _accreditorOf(whose) == actor(by);
        bytes memory call = release
            ? abi.encodeCall(ACCREDITATIONS.releaseAnchor, (TYPE, id))
            : abi.encodeCall(ACCREDITATIONS.assignAnchor, (whose, TYPE, id));
        if (_try(actor(by), call)) {
            if (!above) wrong = "an anchor moved by one who is not above";
            if (!release && holder != address(0)) wrong = "an anchor taken from another";
        }
        watch();
    }

    /// @dev Withdraws an agency and accredits it again, by the authority. Nobody below it may become valid by that.
    function renew(uint8 agency, bool known) public {
        uint8 who = known ? 1 : agency;
        if (known) change(0, who, 2, true);
        grant(0, who, true, true, 5);
    }

    function annul(uint8 agency, uint8 index, uint8 term) public {
        index = index % 16;
        term = term % 8;
        bytes memory call = abi.encodeCall(ACCREDITATIONS.annul, (actor(agency), TYPE, index, term));
        if (_try(TYPES.authorityOf(TYPE), call)) {
            uint40 from = ACCREDITATIONS.epochOf(actor(agency), TYPE, index).from;
            uint40 since = TYPES.stolenSince(TYPE, term);
            bool inWindow = since != 0 && from >= since && from <= TYPES.authorityEpoch(TYPE, term).until;
            if (!inWindow) wrong = "annulled what was begun in nobody's theft";
        }
        watch();
    }

    /// @dev A thief of the authority's key reinstates or accredits an agency that is suspended or has resigned. Its
    /// successor annuls that, and others try to accredit the agency.
    function steal(uint8 agency, uint8 successor, bool suspended) public {
        address thief = TYPES.authorityOf(TYPE);
        change(0, agency, suspended ? 0 : 3, true);
        vm.warp(block.timestamp + 50);
        uint40 since = uint40(block.timestamp);
        change(0, agency, 1, true);
        grant(0, agency, true, true, 2);
        vm.warp(block.timestamp + 50);
        uint256 term = TYPES.typeOf(TYPE).epochs - 1;
        try TYPES.replaceAuthority(TYPE, actor(successor), since) {} catch {}
        if (TYPES.authorityOf(TYPE) == thief) return;
        uint256 epochs = ACCREDITATIONS.accreditationOf(actor(agency), TYPE).epochs;
        if (epochs != 0) annul(agency, uint8(epochs - 1), uint8(term));
        grant(successor, agency, true, true, 1);
        grant(1, agency, false, true, 1);
    }

    /// @dev Rarely, and mostly far ahead, because nothing is accredited once the type is retired.
    function retire(uint8 by, uint16 ahead) public {
        if (ahead % 4 != 0) return;
        address caller = by % 2 == 0 ? TYPES.authorityOf(TYPE) : actor(by);
        bool authority = caller == TYPES.authorityOf(TYPE);
        uint40 former = TYPES.typeOf(TYPE).retired;
        uint40 time = uint40(block.timestamp + uint256(ahead) * 8);
        if (_try(address(TYPES), caller, abi.encodeCall(TYPES.retire, (TYPE, time)))) {
            if (!authority) wrong = "retired by another than the authority";
            if (former != 0 && time >= former) wrong = "a retirement put off";
            if (TYPES.retirementDecidedAt(TYPE) != block.timestamp) wrong = "a retirement with a wrong date";
        }
        watch();
    }

    /// @dev Takes a retirement back: by the authority, or by somebody who must not.
    function reopen(uint8 by, uint8 term, uint8 later) public {
        address caller = by % 2 == 0 ? TYPES.authorityOf(TYPE) : actor(by);
        bool authority = caller == TYPES.authorityOf(TYPE);
        term = term % 5;
        uint40 decided = TYPES.retirementDecidedAt(TYPE);
        uint40 since = TYPES.stolenSince(TYPE, term);
        bool inWindow = since != 0 && decided >= since && decided <= TYPES.authorityEpoch(TYPE, term).until;
        uint40 retired = later % 3 == 0 ? 0 : TYPES.typeOf(TYPE).retired + later / 3;
        if (_try(address(TYPES), caller, abi.encodeCall(TYPES.reopen, (TYPE, term, retired)))) {
            if (!authority) wrong = "reopened by another than the authority";
            if (!inWindow) wrong = "an honest retirement was taken back";
            if (TYPES.typeOf(TYPE).retired != retired) wrong = "reopened to another time";
            (_retired, _decided) = (retired, retired == 0 ? 0 : uint40(block.timestamp));
        }
        watch();
    }

    function declareStolen(uint8 term, uint16 ago) public {
        if (ago % 4 != 0) return;
        try TYPES.declareStolen(TYPE, term % 5, uint40(block.timestamp - ago)) {} catch {}
        watch();
    }

    function handOver(uint8 successor) public {
        if (_try(address(TYPES), TYPES.authorityOf(TYPE), abi.encodeCall(TYPES.offer, (TYPE, actor(successor))))) {
            _try(address(TYPES), actor(successor), abi.encodeCall(TYPES.accept, (TYPE)));
        }
        watch();
    }

    function seize(uint8 successor, uint8 ago) public {
        if (ago % 4 != 0) return;
        try TYPES.replaceAuthority(TYPE, actor(successor), uint40(block.timestamp - uint256(ago) * 4)) {} catch {}
        watch();
    }

    function freeze(uint8 member) public {
        _try(actor(member), abi.encodeCall(ACCREDITATIONS.freeze, (actor(member), TYPE)));
    }

    function deactivate(uint8 who) public {
        if (who % 32 != 3) return;
        vm.prank(actor(who / 32));
        try DIDS.deactivate(actor(who / 32)) {} catch {}
    }

    function pass(uint16 time) public {
        vm.warp(block.timestamp + time % 400);
        if (moments.length < 5) moments.push(uint40(block.timestamp));
        else moments[1 + time % 4] = uint40(block.timestamp);
    }

    /// @dev The council, a stranger and the zero address try everything that an agency, an accreditor or an authority
    /// may do.
    function trespass(uint8 by, uint8 agency) public {
        address[3] memory nobodies = [address(this), address(0), address(0xbad)];
        address caller = nobodies[by % 3];
        bytes[12] memory calls = [
            abi.encodeCall(ACCREDITATIONS.applyFor, (actor(agency), TYPE, address(0), true, 1, "")),
            abi.encodeCall(ACCREDITATIONS.cancelApplication, (actor(agency), TYPE)),
            abi.encodeCall(ACCREDITATIONS.decline, (actor(agency), TYPE, "")),
            abi.encodeCall(ACCREDITATIONS.accredit, (actor(agency), TYPE, true, 0, type(uint40).max, 0)),
            abi.encodeCall(ACCREDITATIONS.suspend, (actor(agency), TYPE)),
            abi.encodeCall(ACCREDITATIONS.withdraw, (actor(agency), TYPE)),
            abi.encodeCall(ACCREDITATIONS.end, (actor(agency), TYPE)),
            abi.encodeCall(ACCREDITATIONS.annul, (actor(agency), TYPE, 0, 0)),
            abi.encodeCall(ACCREDITATIONS.nameAgency, (actor(agency), TYPE, "a", "a")),
            abi.encodeCall(ACCREDITATIONS.assignAnchor, (actor(agency), TYPE, bytes32("b"))),
            abi.encodeCall(ACCREDITATIONS.releaseAnchor, (TYPE, bytes32(uint256(1)))),
            abi.encodeCall(ACCREDITATIONS.freeze, (actor(agency), TYPE))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            if (_try(caller, calls[i])) wrong = "written by the council, a stranger or nobody";
        }
        if (_try(address(TYPES), caller, abi.encodeCall(TYPES.retire, (TYPE, type(uint40).max)))) wrong = "a type retired";
        if (_try(address(TYPES), caller, abi.encodeCall(TYPES.reopen, (TYPE, 0, 0)))) wrong = "a type reopened";
    }

    function _try(address caller, bytes memory call) private returns (bool) {
        return _try(address(ACCREDITATIONS), caller, call);
    }

    function _try(address target, address caller, bytes memory call) private returns (bool done) {
        bool dead = DIDS.controllerOf(caller) == address(0);
        vm.prank(caller);
        (done,) = target.call(call);
        if (done && dead) wrong = "a deactivated DID acted";
    }

    // --- what may have changed ---

    /// @dev An epoch may change in two ways only. A generation never falls, and keeps its exceptions. A term of office
    /// that has ended stays as it is, except that it may be found to be stolen, or stolen since an earlier time.
    function watch() public {
        for (uint256 i = 0; i < ACTORS; ++i) _watchAgency(actor(i));
        _watchRetirement();
        uint256 count = TYPES.typeOf(TYPE).epochs;
        for (uint256 i = 0; i < count; ++i) {
            ICredentialTypes.AuthorityEpoch memory term = TYPES.authorityEpoch(TYPE, i);
            if (i == _terms.length) _terms.push(term);
            ICredentialTypes.AuthorityEpoch memory before = _terms[i];
            bool ended = before.until == type(uint40).max && term.until == block.timestamp;
            if (term.authority != before.authority || term.from != before.from) wrong = "a term of office rewritten";
            if (term.until != before.until && !ended) wrong = "the end of a term of office moved";
            if (term.reason < before.reason) wrong = "the reason of a term of office got better";
            uint40 since = TYPES.stolenSince(TYPE, i);
            if ((since != 0) != (term.reason == ICredentialTypes.AuthorityReason.STOLEN)) wrong = "a theft without a time";
            if (_thefts[i] != 0 && (since == 0 || since > _thefts[i])) wrong = "a theft was taken back";
            if (since > term.until) wrong = "a theft that begins after it ended";
            _thefts[i] = since;
            if (i > 0 && TYPES.authorityEpoch(TYPE, i - 1).until != term.from) wrong = "a type without an authority";
            _terms[i] = term;
        }
        _lifted = address(0);
    }

    /// @dev Only {reopen} takes a retirement back. It has a date if and only if there is one.
    function _watchRetirement() private {
        (uint40 retired, uint40 decided) = (TYPES.typeOf(TYPE).retired, TYPES.retirementDecidedAt(TYPE));
        if (_retired != 0 && (retired == 0 || retired > _retired)) wrong = "a retirement was taken back or put off";
        if ((retired != 0) != (decided != 0)) wrong = "a retirement without a date";
        if (retired == _retired && decided != _decided) wrong = "the date of a retirement was changed";
        (_retired, _decided) = (retired, decided);
    }

    function _watchAgency(address agency) private {
        IAccreditations.Accreditation memory record = ACCREDITATIONS.accreditationOf(agency, TYPE);
        IAccreditations.Epoch[] storage known = _known[agency];
        IAccreditations.Accreditation memory last = _records[agency];
        if (record.epochs < known.length || record.generation < last.generation) wrong = "history was lost";
        bool same = record.generation == last.generation && last.epochs > last.generationStart;
        if (same && record.exceptions != last.exceptions) wrong = "exceptions changed in a generation";
        _records[agency] = record;
        for (uint256 i = 0; i < record.epochs; ++i) {
            IAccreditations.Epoch memory epoch = ACCREDITATIONS.epochOf(agency, TYPE, i);
            if (i < known.length) {
                _compare(known[i], epoch);
                known[i] = epoch;
            } else {
                if (epoch.from != block.timestamp) wrong = "an epoch began in the past";
                if (i + 1 < record.epochs) wrong = "two epochs at once";
                known.push(epoch);
            }
        }
        _watchSuspension(agency);
    }

    /// @dev A suspension stays until the agency is reinstated or withdrawn, whatever is annulled; only if all epochs of
    /// the generation are annulled, nothing is left that it could keep from counting.
    function _watchSuspension(address agency) private {
        IAccreditations.Reason reason = _newest(agency).rights.reason();
        bool afterEnd = reason == IAccreditations.Reason.SUSPENDED_AFTER_END;
        bool suspended = reason == IAccreditations.Reason.SUSPENDED || afterEnd;
        bool gone = _suspended[agency] && !suspended && reason != IAccreditations.Reason.ANNULLED;
        if (gone && agency != _lifted) wrong = "a suspension was taken back";
        if (suspended && ACCREDITATIONS.isAccredited(agency, TYPE, uint40(block.timestamp))) {
            wrong = "accredited while suspended";
        }
        _suspended[agency] = suspended;
    }

    function _compare(IAccreditations.Epoch memory before, IAccreditations.Epoch memory epoch) private {
        bool same = before.accreditor == epoch.accreditor && before.from == epoch.from
            && before.parentGeneration == epoch.parentGeneration && before.rights & 31 == epoch.rights & 31;
        if (!same) wrong = "an epoch was rewritten";
        bool cameDown = before.until > block.timestamp && epoch.until == block.timestamp;
        if (before.until != epoch.until && !cameDown) wrong = "an end was moved otherwise than down to now";
        if (epoch.rights.reason() < before.rights.reason()) wrong = "a reason got better";
    }

    function _accreditorOf(address agency) private view returns (address) {
        return _newest(agency).accreditor;
    }

    /// @dev The newest of the current generation that is not annulled; if there is none, the very newest.
    function _newest(address agency) private view returns (IAccreditations.Epoch memory epoch) {
        IAccreditations.Accreditation memory record = ACCREDITATIONS.accreditationOf(agency, TYPE);
        if (record.epochs == 0) return epoch;
        for (uint256 i = record.epochs; i > record.generationStart; --i) {
            epoch = ACCREDITATIONS.epochOf(agency, TYPE, i - 1);
            if (epoch.rights.reason() != IAccreditations.Reason.ANNULLED) return epoch;
        }
        epoch = ACCREDITATIONS.epochOf(agency, TYPE, record.epochs - 1);
    }

    function _frozen() private view returns (bool) {
        return ACCREDITATIONS.frozenUntil(TYPE) > block.timestamp;
    }
}
