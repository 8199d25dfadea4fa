// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDIDRegistry} from "../contracts/did/IDIDRegistry.sol";
import {IdentityScene} from "./IdentityScene.sol";
import {vm} from "./Symbolic.sol";

/// @title An identity's controller, recovery and keys
/// @dev Compares an arbitrary identity and one of its keys before and after one operation by any caller.
contract DIDRegistryProofs is IdentityScene {
    struct Seen {
        IDIDRegistry.Identity identity;
        IDIDRegistry.Recovery recovery;
        uint256 epoch;
        bytes32 xOrHash;
    }

    /// @notice A call about one identity changes no other: not its controller, its keys, nor its recoverer.
    function check_each_identity_is_its_own(address caller, address identity, bytes32 thumbprint, uint40 time) public {
        Seen memory before = _see(identity, thumbprint);
        bytes memory operation = _anyOperation();
        vm.assume(operation.length >= 36);
        vm.assume(_about(operation) != identity);
        vm.assume(_allowed(operation, caller, time));
        assert(_differ(before, _see(identity, thumbprint)) == 0);
    }

    /// @notice A deactivated identity stays deactivated: nobody can reactivate it, give it another key or act for it
    /// again; every attempt is refused.
    function check_deactivation_is_final(address caller, address identity, uint40 time) public {
        vm.assume(_dids.identityOf(identity).deactivated);
        assert(!_allowed(_operationOn(identity), caller, time));
        assert(_dids.controllerOf(identity) == address(0));
    }

    /// @notice Nobody can write for another identity: a caller that is neither its controller nor its recoverer is
    /// refused, whatever it tries.
    function check_nobody_else__s_identity(address caller, address identity, uint40 time) public {
        IDIDRegistry.Recovery memory recovery = _dids.recoveryOf(identity);
        vm.assume(_dids.controllerOf(identity) != caller);
        // The recoverer may recover, and anybody may finish a recovery that is due.
        vm.assume(caller != recovery.recoverer);
        vm.assume(caller != recovery.next);
        vm.assume(_either(recovery.readyAt == 0, recovery.readyAt > time));
        assert(!_allowed(_operationOn(identity), caller, time));
    }

    function _see(address identity, bytes32 thumbprint) private view returns (Seen memory seen) {
        (seen.identity, seen.recovery) = (_dids.identityOf(identity), _dids.recoveryOf(identity));
        (seen.epoch, seen.xOrHash) = _dids.keyWords(identity, thumbprint);
    }

    /// @dev Leaves out the byte of the key's position in the document, because it may change with other keys.
    function _differ(Seen memory a, Seen memory b) private pure returns (uint256) {
        IDIDRegistry.Identity memory i = a.identity;
        IDIDRegistry.Identity memory j = b.identity;
        uint256 identity = uint160(i.controller) ^ uint160(j.controller) | i.nonce ^ j.nonce | i.changed ^ j.changed;
        uint256 key = uint144(a.epoch ^ b.epoch) | uint256(a.xOrHash ^ b.xOrHash);
        return identity | _differ(a.recovery, b.recovery) | key | _bit(i.deactivated != j.deactivated);
    }

    function _differ(IDIDRegistry.Recovery memory a, IDIDRegistry.Recovery memory b) private pure returns (uint256) {
        uint256 who = uint160(a.recoverer) ^ uint160(b.recoverer) | uint160(a.next) ^ uint160(b.next);
        uint256 whom = uint160(a.newController) ^ uint160(b.newController);
        return who | whom | a.nextFrom ^ b.nextFrom | a.readyAt ^ b.readyAt | _bit(a.endKeys != b.endKeys);
    }
}
