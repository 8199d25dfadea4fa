// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDIDRegistry} from "../contracts/did/IDIDRegistry.sol";
import {KeyAlgorithms} from "../contracts/did/KeyAlgorithms.sol";
import {IdentityScene} from "./IdentityScene.sol";
import {vm} from "./Symbolic.sol";

/// @title How a key or a certificate anchor can change
/// @dev Compares the stored words of an arbitrary key or anchor before and after one operation by any caller.
contract KeyEpochsProofs is IdentityScene {
    /// @notice A key's signatures keep their meaning: the key and its beginning are never rewritten, its end can only
    /// come down from the future to now, and its reason can only get worse. No key begins in the past.
    /// @custom:halmos --solver-command one-or-other
    /// @custom:reaches DIDRegistry
    function check_a_key__s_epoch_is_never_rewritten(address caller, address identity, bytes32 thumbprint, uint40 time)
        public
    {
        vm.assume(time != 0);
        (uint256 before, bytes32 held) = _dids.keyWords(identity, thumbprint);
        vm.assume(_inOrder(before, time));
        _operateOn(identity, caller, time);
        (uint256 later, bytes32 heldLater) = _dids.keyWords(identity, thumbprint);
        bool registered = uint40(before) != 0;
        // The beginning, the algorithm and the sign of y; and x or the hash.
        bool same = uint40(before ^ later) | uint16((before ^ later) >> 128) | uint256(held ^ heldLater) == 0;
        bool stands = _all(same, _reason(later) >= _reason(before), _onlyEndsNow(before, later, time));
        bool fresh = _either(uint40(later) == 0, uint40(later) == time);
        bool kept = _either(_all(registered, stands, _sinceComesDown(before, later)), _all(!registered, fresh, true));
        assert(_all(kept, _inOrder(later, time), true));
    }

    /// @notice A record cannot be mistaken for another kind: every registered key or certificate has an assigned
    /// number, and a certificate's name is its own hash, so it is never registered under two names.
    /// @custom:halmos --solver-command one-or-other
    function check_a_certificate_is_named_by_its_hash(address caller, address identity, bytes32 thumbprint, uint40 time)
        public
    {
        vm.assume(time != 0);
        (uint256 epoch, bytes32 held) = _dids.keyWords(identity, thumbprint);
        vm.assume(_isNamed(epoch, held, thumbprint));
        _operateOn(identity, caller, time);
        (epoch, held) = _dids.keyWords(identity, thumbprint);
        assert(_isNamed(epoch, held, thumbprint));
    }

    /// @dev There is no record, or its algorithm number is an assigned one.
    function _isNamed(uint256 epoch, bytes32 held, bytes32 thumbprint) private pure returns (bool) {
        uint8 algorithm = uint8(epoch >> 128);
        bool named = _either(algorithm < KeyAlgorithms.X509_ROOT, held == thumbprint);
        bool given = _all(algorithm != KeyAlgorithms.NONE, algorithm <= KeyAlgorithms.X509_CERTIFICATE, named);
        return _either(uint40(epoch) == 0, given);
    }

    /// @dev A record that was retired or compromised exists and has ended.
    function _inOrder(uint256 epoch, uint40 time) private pure returns (bool) {
        return _either(_reason(epoch) == 0, _all(uint40(epoch) != 0, uint40(epoch >> 40) <= time, true));
    }

    function _onlyEndsNow(uint256 before, uint256 later, uint40 time) private pure returns (bool) {
        (uint40 was, uint40 until) = (uint40(before >> 40), uint40(later >> 40));
        return _either(until == was, _all(was > time, until == time, _reason(later) > _reason(before)));
    }

    function _sinceComesDown(uint256 before, uint256 later) private pure returns (bool) {
        bool compromised = _reason(before) == uint8(IDIDRegistry.KeyReason.COMPROMISED);
        return _either(!compromised, uint40(later >> 80) <= uint40(before >> 80));
    }

    function _reason(uint256 epoch) private pure returns (uint8) {
        return uint8(epoch >> 120);
    }
}
