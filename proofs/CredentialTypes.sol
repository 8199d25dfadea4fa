// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CredentialTypes} from "../contracts/accreditation/CredentialTypes.sol";
import {ICredentialTypes} from "../contracts/accreditation/ICredentialTypes.sol";
import {Controllers} from "./Controllers.sol";
import {svm, Symbolic, vm} from "./Symbolic.sol";

/// @title The authorities over credential types
contract CredentialTypesProofs is Symbolic {
    address private constant COUNCIL = address(0xC0);
    ICredentialTypes.AuthorityReason private constant _OPEN = ICredentialTypes.AuthorityReason.NONE;

    Controllers private _dids = new Controllers();
    CredentialTypes private _types = new CredentialTypes(_dids, COUNCIL, "proofs");

    function setUp() public {
        svm.enableSymbolicStorage(address(_dids));
        svm.enableSymbolicStorage(address(_types));
    }

    /// @notice The authorities of a type and their terms are never rewritten: a term of office ends once, now, and the
    /// next one begins with it. Its reason may get worse later.
    function check_terms_of_office_are_never_rewritten(address caller, bytes32 typeId, uint8 index, uint40 time) public {
        vm.assume(time != 0);
        (bool begun, ICredentialTypes.AuthorityEpoch memory before) = _term(typeId, index, true);
        _call(caller, time);
        (bool stays, ICredentialTypes.AuthorityEpoch memory later) = _term(typeId, index, false);
        if (!begun) {
            assert(_either(!stays, later.from == time));
            return;
        }
        assert(_all(stays, later.authority == before.authority, later.from == before.from));
        // A term that has ended may be declared stolen later; an open one cannot.
        bool noBetter = _either(later.reason == before.reason, _all(before.reason != _OPEN, later.reason > before.reason, true));
        bool untouched = _all(later.until == before.until, noBetter, true);
        bool next = _types.authorityEpoch(typeId, uint256(index) + 1).from == time;
        assert(_either(untouched, _all(before.reason == _OPEN, later.until == time, next)));
    }

    /// @notice A declared theft is never taken back. Its beginning can only become earlier, and not earlier than the
    /// type's registration.
    function check_a_theft_is_never_taken_back(address caller, bytes32 typeId, uint8 term, uint40 time) public {
        uint40 registered = _types.typeOf(typeId).registered;
        uint40 before = _types.stolenSince(typeId, term);
        vm.assume(before != 0);
        // Only a term that has ended can be stolen; {check_terms_of_office_are_never_rewritten} proves that this misses
        // none.
        vm.assume(uint256(term) + 1 < _types.typeOf(typeId).epochs);
        _call(caller, time);
        uint40 later = _types.stolenSince(typeId, term);
        assert(_all(later != 0, later <= before, _either(later == before, later >= registered)));
    }

    /// @notice A retirement is final, unless a thief decided it: it is put off or taken back only by the type's
    /// authority, if it was decided in the period of a theft that the council declared. When it was decided is told
    /// truly: nobody can shift an honest decision into a thief's time.
    function check_an_honest_retirement_is_final(address caller, bytes32 typeId, uint40 time) public {
        ICredentialTypes.CredentialType memory before = _types.typeOf(typeId);
        vm.assume(_all(before.registered != 0, before.retired != 0, time != 0));
        uint40 decided = _types.retirementDecidedAt(typeId);
        bool authority = _acts(caller, before.authority);
        bytes memory data = svm.createCalldata("CredentialTypes");
        bool thiefs = _all(bytes4(data) == ICredentialTypes.reopen.selector, _duringTheft(typeId, _word(data, 2), decided), true);
        _at(time);
        _call(address(_types), data, caller);
        uint40 later = _types.typeOf(typeId).retired;
        uint40 decidedLater = _types.retirementDecidedAt(typeId);
        bool same = _all(later == before.retired, decidedLater == decided, true);
        bool earlier = _all(later != 0, later < before.retired, decidedLater == time);
        bool putOff = _all(later >= before.retired, decidedLater == time, true);
        bool takenBack = _all(_either(putOff, _all(later == 0, decidedLater == 0, true)), thiefs, true);
        assert(_either(same, _all(authority, _either(earlier, takenBack), true)));
    }

    /// @notice Only the council, the type's authority, and the DID to which the authority offered it decide about a
    /// type. The council decides only who the authority is: it changes neither the schema, nor the type's doctypes, nor
    /// its retirement. Nobody changes what a type demands.
    /// @custom:reaches CredentialTypes
    function check_nobody_else__s_type(address caller, bytes32 typeId, bytes32 doctypeId, uint40 time) public {
        ICredentialTypes.CredentialType memory before = _types.typeOf(typeId);
        // No vct has the hash 0.
        vm.assume(_all(before.registered != 0, typeId != 0, true));
        vm.assume(!_acts(caller, before.authority));
        bytes32 schemaHash = _types.schemaHashOf(typeId);
        bool itsDoctype = _types.typeOfDoctype(doctypeId) == typeId;
        bool mayChangeHands = _either(caller == COUNCIL, _acts(caller, _types.successorOf(typeId)));
        _call(caller, time);
        ICredentialTypes.CredentialType memory later = _types.typeOf(typeId);
        assert(later.flags == before.flags);
        assert(later.registered ^ before.registered | later.retired ^ before.retired == 0);
        assert(_types.schemaHashOf(typeId) == schemaHash);
        assert((_types.typeOfDoctype(doctypeId) == typeId) == itsDoctype);
        bool sameHands = uint160(later.authority) ^ uint160(before.authority) | later.epochs ^ before.epochs == 0;
        assert(_either(mayChangeHands, sameHands));
    }

    function _call(address caller, uint40 time) private {
        _at(time);
        _anyCall(address(_types), "CredentialTypes", caller);
    }

    /// @dev A term, and whether it has begun. Only a registered type has terms. Its last term, and no other, is open:
    /// it belongs to the present authority and has no end. Assumed before the call, and asserted after it.
    function _term(bytes32 typeId, uint8 index, bool assumed)
        private
        view
        returns (bool begun, ICredentialTypes.AuthorityEpoch memory term)
    {
        ICredentialTypes.CredentialType memory kind = _types.typeOf(typeId);
        term = _types.authorityEpoch(typeId, index);
        begun = index < kind.epochs;
        bool last = uint256(index) + 1 == kind.epochs;
        bool present = _all(term.authority == kind.authority, term.until == type(uint40).max, true);
        bool inOrder = _all(kind.registered != 0, (term.reason == _OPEN) == last, _either(!last, present));
        if (assumed) vm.assume(_either(!begun, inOrder));
        else assert(_either(!begun, inOrder));
    }

    function _duringTheft(bytes32 typeId, uint256 term, uint40 decided) private view returns (bool) {
        uint40 since = _types.stolenSince(typeId, term);
        return _all(since != 0, decided >= since, decided <= _types.authorityEpoch(typeId, term).until);
    }

    /// @dev An argument of a call, counted from 1; nonsense behind the last one.
    function _word(bytes memory data, uint256 index) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(add(data, 4), mul(32, index)))
        }
    }

    function _acts(address caller, address did) private view returns (bool) {
        return _dids.controllerOf(did) == caller;
    }
}
