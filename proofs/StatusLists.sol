// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {StatusLists} from "../contracts/status/StatusLists.sol";
import {Controllers} from "./Controllers.sol";
import {svm, Symbolic, vm} from "./Symbolic.sol";

/// @title How a credential's status can change
/// @dev Compares the list and the status of an arbitrary credential before and after one call by any caller.
contract StatusListsProofs is Symbolic {
    Controllers private _dids = new Controllers();
    StatusLists private _lists = new StatusLists(_dids, "proofs");

    struct Seen {
        uint256 header;
        uint256 word;
        uint256 status;
    }

    function setUp() public {
        svm.enableSymbolicStorage(address(_dids));
        svm.enableSymbolicStorage(address(_lists));
    }

    /// @notice A revoked credential stays revoked: nobody can make it valid again, not even its issuer.
    /// @custom:reaches StatusLists
    function check_invalid_is_final(address caller, address issuer, uint32 list, uint64 index, uint40 time) public {
        Seen memory before = _see(issuer, list, index);
        vm.assume(before.status == 1);
        _call(caller, time);
        assert(_see(issuer, list, index).status == 1);
    }

    /// @notice Nobody changes another agency's list: only the controller of the issuer's DID, and the operator that it
    /// named.
    function check_nobody_else__s_list(address caller, address issuer, uint32 list, uint64 index, uint40 time) public {
        Seen memory before = _see(issuer, list, index);
        vm.assume(!_controls(caller, issuer));
        vm.assume(caller != address(uint160(before.header)));
        _call(caller, time);
        _assertSame(before, _see(issuer, list, index));
    }

    /// @notice An operator's key can only suspend and reinstate credentials: a thief of the key cannot revoke.
    function check_an_operator_suspends_and_reinstates(
        address caller,
        address issuer,
        uint32 list,
        uint64 index,
        uint40 time
    ) public {
        Seen memory before = _see(issuer, list, index);
        vm.assume(!_controls(caller, issuer));
        _call(caller, time);
        Seen memory later = _see(issuer, list, index);
        assert(later.header == before.header);
        assert(_either(later.status == before.status, (later.status | before.status) & 1 == 0));
    }

    /// @notice The list of a deactivated agency never changes again, whoever tries.
    function check_a_deactivated_issuer__s_list_stands_still(
        address caller,
        address issuer,
        uint32 list,
        uint64 index,
        uint40 time
    ) public {
        Seen memory before = _see(issuer, list, index);
        vm.assume(_dids.controllerOf(issuer) == address(0));
        _call(caller, time);
        _assertSame(before, _see(issuer, list, index));
    }

    /// @notice An open list is never closed or made smaller. A call never writes a status outside of an open list, so
    /// no revocation gets lost.
    function check_a_list_stays_open_and_holds_nothing_beyond_its_room(
        address caller,
        address issuer,
        uint32 list,
        uint64 index,
        uint40 time
    ) public {
        Seen memory before = _see(issuer, list, index);
        vm.assume(time != 0);
        vm.assume(_inOrder(before, index));
        _call(caller, time);
        Seen memory later = _see(issuer, list, index);
        bool stays = _either(_opened(before) == 0, _opened(later) == _opened(before));
        assert(_all(stays, _capacity(later) >= _capacity(before), _inOrder(later, index)));
    }

    function _call(address caller, uint40 time) private {
        _at(time);
        _anyCall(address(_lists), "StatusLists", caller);
    }

    function _see(address issuer, uint32 list, uint64 index) private view returns (Seen memory seen) {
        (seen.header, seen.word) = _lists.statusWords(issuer, list, index);
        seen.status = (seen.word >> (2 * (index % 128))) & 3;
    }

    function _controls(address caller, address issuer) private view returns (bool) {
        return _dids.controllerOf(issuer) == caller;
    }

    /// @dev Only an open list has a capacity, in whole words, and no status is stored beyond it.
    function _inOrder(Seen memory seen, uint64 index) private pure returns (bool) {
        uint256 capacity = _capacity(seen);
        bool room = _either(_opened(seen) != 0, capacity == 0);
        return _all(room, capacity % 128 == 0, _either(index < capacity, seen.word == 0));
    }

    function _assertSame(Seen memory before, Seen memory later) private pure {
        assert(later.header ^ before.header | later.word ^ before.word == 0);
    }

    function _capacity(Seen memory seen) private pure returns (uint256) {
        return uint32(seen.header >> 160);
    }

    function _opened(Seen memory seen) private pure returns (uint256) {
        return uint40(seen.header >> 192);
    }
}
