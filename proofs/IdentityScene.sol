// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DIDRegistry} from "../contracts/did/DIDRegistry.sol";
import {IDIDRegistry} from "../contracts/did/IDIDRegistry.sol";
import {svm, Symbolic, vm} from "./Symbolic.sol";

/// @title The DIDRegistry with arbitrary contents, and any operation on it
abstract contract IdentityScene is Symbolic {
    DIDRegistry internal _dids = new DIDRegistry("proofs");

    function setUp() public {
        svm.enableSymbolicStorage(address(_dids));
    }

    /// @dev Any operation about `identity`. Operations about others do not change it, as
    /// {DIDRegistryProofs-check_each_identity_is_its_own} proves.
    function _operateOn(address identity, address caller, uint40 time) internal {
        vm.assume(_allowed(_operationOn(identity), caller, time));
    }

    function _allowed(bytes memory operation, address caller, uint40 time) internal returns (bool) {
        _at(time);
        return _goesThrough(address(_dids), operation, caller);
    }

    function _operationOn(address identity) internal returns (bytes memory operation) {
        operation = _anyOperation();
        assembly ("memory-safe") {
            mstore(add(operation, 36), identity)
        }
    }

    /// @dev Excludes {multicall} and {relay}, which execute these operations one after the other, for the same caller
    /// or for the signer.
    function _anyOperation() internal returns (bytes memory operation) {
        operation = svm.createCalldata("DIDRegistry");
        bytes4 selector = bytes4(operation);
        vm.assume(selector != IDIDRegistry.multicall.selector);
        vm.assume(selector != IDIDRegistry.relay.selector);
    }

    /// @dev The identity that an operation is about: the first argument of every operation.
    function _about(bytes memory operation) internal pure returns (address about) {
        assembly ("memory-safe") {
            about := mload(add(operation, 36))
        }
    }
}
