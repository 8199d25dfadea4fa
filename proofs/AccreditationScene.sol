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

    /// @dev The epoch that decides about the agency: an arbitrary one (docs/proved.md).
    function _deciding(address holder, bytes32 typeId) internal view returns (IAccreditations.Epoch memory) {
        return _accreditations.epochOf(holder, typeId, _dids.decidingEpoch(holder, typeId));
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
