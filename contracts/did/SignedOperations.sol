// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IDIDRegistry} from "./IDIDRegistry.sol";
import {Identities} from "./Identities.sol";

/// @title Several operations at once: direct ({multicall}), or signed and brought by anyone ({relay})
abstract contract SignedOperations is Identities, EIP712("Didim DIDRegistry", "1") {
    uint256 private constant _ERC1271_GAS = 150_000;
    bytes32 private constant _RELAY_TYPEHASH =
        keccak256("Relay(address identity,bytes operation,uint256 nonce,uint256 deadline)");

    /// @inheritdoc IDIDRegistry
    function multicall(bytes[] calldata operations) external {
        for (uint256 i = 0; i < operations.length; ++i) {
            _carryOut(operations[i]);
        }
    }

    /// @inheritdoc IDIDRegistry
    function relay(address identity, bytes calldata operation, uint256 deadline, bytes calldata signature) external {
        if (block.timestamp > deadline) revert DIDSignatureExpired(deadline, block.timestamp);
        if (_signedFor != 0) revert DIDRelayMisused();
        Identity storage record = _alive(identity);
        address controller = _controller(identity, record);
        uint256 used = record.nonce;
        bytes32 content = keccak256(abi.encode(_RELAY_TYPEHASH, identity, keccak256(operation), used, deadline));
        if (!_signedBy(controller, _hashTypedDataV4(content), signature)) {
            revert DIDSignatureInvalid(identity, controller, used);
        }
        (_signedFor, _signer) = (uint160(identity), uint160(controller));
        _carryOut(operation);
        (_signedFor, _signer) = (0, 0);
        // A change consumes the nonce, so that a signature counts once. Without a change it could be used again.
        if (record.nonce == used) revert DIDRelayMisused();
    }

    function _carryOut(bytes calldata operation) private {
        assembly ("memory-safe") {
            let start := mload(0x40)
            calldatacopy(start, operation.offset, operation.length)
            if iszero(delegatecall(gas(), address(), start, operation.length, 0, 0)) {
                returndatacopy(start, 0, returndatasize())
                revert(start, returndatasize())
            }
        }
    }

    /// @dev Checks a key's signature first; then, if the controller is a contract, ERC-1271 with limited gas.
    function _signedBy(address controller, bytes32 digest, bytes calldata signature) private view returns (bool) {
        (address signer, ECDSA.RecoverError problem,) = ECDSA.tryRecoverCalldata(digest, signature);
        if (problem == ECDSA.RecoverError.NoError && signer == controller) return true;
        if (controller.code.length == 0) return false;
        bytes memory question = abi.encodeCall(IERC1271.isValidSignature, (digest, signature));
        bytes32 answer;
        bool answered;
        assembly ("memory-safe") {
            // Only one word of the answer is copied, however long it is.
            answered := staticcall(_ERC1271_GAS, controller, add(question, 32), mload(question), 0, 32)
            answered := and(answered, gt(returndatasize(), 31))
            answer := mload(0)
        }
        return answered && answer == bytes32(IERC1271.isValidSignature.selector);
    }
}
