// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Accreditations} from "../contracts/accreditation/Accreditations.sol";
import {CredentialTypes} from "../contracts/accreditation/CredentialTypes.sol";
import {IAccreditations} from "../contracts/accreditation/IAccreditations.sol";
import {SeatsDouble} from "../contracts/test-doubles/SeatsDouble.sol";
import {Controllers} from "./Controllers.sol";
import {svm, Symbolic, vm} from "./Symbolic.sol";

/// @title The registries that accreditations depend on, with arbitrary contents
abstract contract AccreditationScene is Symbolic {
    address internal constant COUNCIL = address(0xC0);

    Controllers internal _dids = new Controllers();
    CredentialTypes internal _types = new CredentialTypes(_dids, COUNCIL, "proofs");
    SeatsDouble internal _seats = new SeatsDouble();
    Accreditations internal _accreditations = new Accreditations(_dids, _types, _seats, "proofs");

    function setUp() public virtual {
        svm.enableSymbolicStorage(address(_dids));
        svm.enableSymbolicStorage(address(_types));
        svm.enableSymbolicStorage(address(_seats));
        svm.enableSymbolicStorage(address(_accreditations));
    }

    function _call(address caller, uint40 time) internal {
        _at(time);
        _anyCall(address(_accreditations), "Accreditations", caller);
    }

    function _acts(address caller, address did) internal view returns (bool) {
        return _dids.controllerOf(did) == caller;
    }

    /// @dev The newest epoch of the current generation that is not annulled; if there is none, the very newest. At most
    /// two annulled epochs are on top of another one (docs/proved.md).
    function _newest(address holder, bytes32 typeId) internal view returns (IAccreditations.Epoch memory) {
        IAccreditations.Accreditation memory record = _accreditations.accreditationOf(holder, typeId);
        (uint256 count, uint256 start) = (record.epochs, record.generationStart);
        IAccreditations.Epoch[3] memory top;
        unchecked {
            for (uint256 i = 0; i < 3; ++i) top[i] = _accreditations.epochOf(holder, typeId, count - 1 - i);
            bool one = _all(_isAnnulled(top[0]), count > start + 1, true);
            bool two = _all(one, _isAnnulled(top[1]), count > start + 2);
            vm.assume(!_all(two, _isAnnulled(top[2]), count > start + 3));
            IAccreditations.Epoch memory lower = _choose(two, top[2], _choose(one, top[1], top[0]));
            IAccreditations.Epoch memory none;
            return _choose(count == 0, none, _choose(_isAnnulled(lower), top[0], lower));
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

    function _isAnnulled(IAccreditations.Epoch memory epoch) internal pure returns (bool) {
        return epoch.rights >> 5 == uint8(IAccreditations.Reason.ANNULLED);
    }

    function _differ(IAccreditations.Epoch memory a, IAccreditations.Epoch memory b) internal pure returns (uint256) {
        return uint160(a.accreditor) ^ uint160(b.accreditor) | a.from ^ b.from | a.until ^ b.until
            | a.parentGeneration ^ b.parentGeneration | a.rights ^ b.rights;
    }

    function _differ(IAccreditations.Accreditation memory a, IAccreditations.Accreditation memory b)
        internal
        pure
        returns (uint256)
    {
        return uint160(a.appliedTo) ^ uint160(b.appliedTo) | a.applied ^ b.applied | a.appliedRights ^ b.appliedRights
            | a.exceptions ^ b.exceptions | a.epochs ^ b.epochs | a.generation ^ b.generation | a.generationStart ^ b.generationStart;
    }
}
