// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Accreditations} from "../contracts/accreditation/Accreditations.sol";
import {CredentialTypes} from "../contracts/accreditation/CredentialTypes.sol";
import {SeatsDouble} from "../contracts/test-doubles/SeatsDouble.sol";
import {Controllers} from "./Controllers.sol";
import {svm, Symbolic, vm} from "./Symbolic.sol";

/// @dev Adds what {TrustLens} needs of DIDRegistry beyond controllers. No property here reads keys.
contract ControllersWithoutKeys is Controllers {
    function keyWords(address, bytes32) external pure returns (uint256, bytes32) {}
}

/// @title Agencies' records, read from the storage slots in docs/storage.md
abstract contract LensChainScene is Symbolic {
    Controllers internal _dids = new ControllersWithoutKeys();
    CredentialTypes internal _types = new CredentialTypes(_dids, address(0xC0), "proofs");
    Accreditations internal _accreditations = new Accreditations(_dids, _types, new SeatsDouble(), "proofs");

    function setUp() public {
        svm.enableSymbolicStorage(address(_dids));
        svm.enableSymbolicStorage(address(_types));
        svm.enableSymbolicStorage(address(_accreditations));
    }

    function _record(address holder, bytes32 typeId) internal view returns (uint256) {
        return _word(keccak256(abi.encode(typeId, keccak256(abi.encode(holder, 0)))));
    }

    function _epoch(address holder, bytes32 typeId, uint256 index) internal view returns (uint256) {
        bytes32 epochs = keccak256(abi.encode(typeId, keccak256(abi.encode(holder, 1))));
        return _word(keccak256(abi.encode(index, epochs)));
    }

    function _word(bytes32 slot) internal view returns (uint256) {
        return uint256(vm.load(address(_accreditations), slot));
    }

    /// @dev The number of epochs in a record.
    function _count(uint256 record) internal pure returns (uint256) {
        return uint16(record >> 216);
    }

    /// @dev The beginning of an epoch.
    function _from(uint256 epoch) internal pure returns (uint40) {
        return uint40(epoch >> 160);
    }
}
