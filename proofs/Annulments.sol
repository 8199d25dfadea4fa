// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccreditations} from "../contracts/accreditation/IAccreditations.sol";
import {AccreditationScene} from "./AccreditationScene.sol";
import {vm} from "./Symbolic.sol";

/// @title What an annulment leaves
/// @dev Here the contract walks down from annulled epochs to the one that decides. At most one annulled epoch is on top
/// of another one; each further one is the same step again.
contract AnnulmentsProofs is AccreditationScene {
    /// @notice An annulment takes no suspension back: an agency that is suspended stays so, whatever a thief began
    /// after the suspension and whatever is annulled, until it is reinstated or withdrawn from above. Meanwhile it is
    /// not accredited. Only if all epochs of the generation are annulled, nothing is left that could count again.
    /// @dev Whose very newest epoch is suspended or annulled is not accredited: {ChainProofs}.
    function check_an_annulment_takes_no_suspension_back(address caller, address issuer, bytes32 typeId, uint40 time)
        public
    {
        IAccreditations.Accreditation memory record = _accreditations.accreditationOf(issuer, typeId);
        vm.assume(record.epochs > record.generationStart);
        IAccreditations.Epoch memory former = _newest(issuer, typeId);
        vm.assume(_isSuspended(former));
        bool above = _either(_acts(caller, _types.authorityOf(typeId)), _acts(caller, former.accreditor));
        _call(caller, time);
        IAccreditations.Accreditation memory later = _accreditations.accreditationOf(issuer, typeId);
        // An accreditation closes the application, and a reinstatement leaves it open.
        bool reinstated = _all(later.epochs == uint256(record.epochs) + 1, later.applied == record.applied, above);
        bool withdrawn = _all(later.generation == uint256(record.generation) + 1, later.generationStart == later.epochs, above);
        IAccreditations.Epoch memory newest = _newest(issuer, typeId);
        IAccreditations.Epoch memory last = _last(issuer, typeId, later.epochs);
        bool decides = _either(_isSuspended(newest), _isAnnulled(newest));
        bool isLast = _either(_isSuspended(last), _isAnnulled(last));
        // In one assertion: each further one is another question to the solver on every path.
        bool stays = _all(later.epochs >= later.generationStart, decides, isLast);
        assert(_either(_either(reinstated, withdrawn), stays));
    }

    function _last(address issuer, bytes32 typeId, uint256 epochs) private view returns (IAccreditations.Epoch memory) {
        unchecked {
            return _accreditations.epochOf(issuer, typeId, epochs - 1);
        }
    }

    function _isSuspended(IAccreditations.Epoch memory epoch) private pure returns (bool) {
        uint8 reason = epoch.rights >> 5;
        bool afterEnd = reason == uint8(IAccreditations.Reason.SUSPENDED_AFTER_END);
        return _either(reason == uint8(IAccreditations.Reason.SUSPENDED), afterEnd);
    }

    /// @dev The newest epoch of the current generation that is not annulled; if there is none, the very newest. At most
    /// one annulled epoch is on top of another one (docs/proved.md).
    function _newest(address holder, bytes32 typeId) private view returns (IAccreditations.Epoch memory) {
        IAccreditations.Accreditation memory record = _accreditations.accreditationOf(holder, typeId);
        (uint256 count, uint256 start) = (record.epochs, record.generationStart);
        unchecked {
            IAccreditations.Epoch memory top = _accreditations.epochOf(holder, typeId, count - 1);
            IAccreditations.Epoch memory lower = _accreditations.epochOf(holder, typeId, count - 2);
            bool below = _all(_isAnnulled(top), count > start + 1, true);
            vm.assume(!_all(below, _isAnnulled(lower), count > start + 2));
            IAccreditations.Epoch memory none;
            return _choose(count == 0, none, _choose(_all(below, !_isAnnulled(lower), true), lower, top));
        }
    }

    function _choose(bool first, IAccreditations.Epoch memory a, IAccreditations.Epoch memory b)
        private
        pure
        returns (IAccreditations.Epoch memory)
    {
        unchecked {
            uint256 mask = 0 - _bit(first);
            return IAccreditations.Epoch(
                address(uint160(uint256(uint160(a.accreditor)) & mask | uint256(uint160(b.accreditor)) & ~mask)),
                uint40(a.from & mask | b.from & ~mask),
                uint40(a.until & mask | b.until & ~mask),
                uint8(a.parentGeneration & mask | b.parentGeneration & ~mask),
                uint8(a.rights & mask | b.rights & ~mask)
            );
        }
    }

    function _isAnnulled(IAccreditations.Epoch memory epoch) private pure returns (bool) {
        return epoch.rights >> 5 == uint8(IAccreditations.Reason.ANNULLED);
    }
}
