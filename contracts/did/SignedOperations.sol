// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IDIDRegistry} from "./IDIDRegistry.sol";
import {Identities} from "./Identities.sol";

/// @title Several operations at once, direct ({multicall}) or signed and brought by anyone ({relay})
abstract contract SignedOperations is Identities, EIP712("Didim DIDRegistry", "1") {
    uint256 private constant _ERC1271_GAS = 150_000;
    bytes32 private constant _RELAY_TYPEHASH =
        keccak256("Relay(address identity,bytes[] operations,uint256 nonce,uint256 deadline)");

    /// @inheritdoc IDIDRegistry
    function multicall(bytes[] calldata operations) external {
        _carryOutAll(operations);
    }

    /// @inheritdoc IDIDRegistry
    function relay(address identity, bytes[] calldata operations, uint256 deadline, bytes calldata signature) external {
        if (block.timestamp > deadline) revert DIDSignatureExpired(deadline, block.timestamp);
        if (_signedFor != address(0) || operations.length == 0) revert DIDRelayMisused();
        Identity storage record = _alive(identity);
        address controller = _controller(identity, record);
        // The signature itself consumes the nonce: it is good once, whatever the operations are.
        uint256 used = record.nonce++;
        if (!_signedBy(controller, _relayDigest(identity, operations, used, deadline), signature)) {
            revert DIDSignatureInvalid(identity, controller, used);
        }
        (_signedFor, _signer) = (identity, controller);
        _carryOutAll(operations);
        (_signedFor, _signer) = (address(0), address(0));
    }

    function _carryOutAll(bytes[] calldata operations) private {
        for (uint256 i = 0; i < operations.length; ++i) {
            (bool done, bytes memory answer) = address(this).delegatecall(operations[i]);
            if (done) continue;
            assembly ("memory-safe") {
                revert(add(answer, 32), mload(answer))
            }
        }
    }

    function _relayDigest(address identity, bytes[] calldata operations, uint256 nonce_, uint256 deadline)
        private
        view
        returns (bytes32)
    {
        bytes32[] memory hashes = new bytes32[](operations.length);
        for (uint256 i = 0; i < operations.length; ++i) {
            hashes[i] = keccak256(operations[i]);
        }
        bytes32 list = keccak256(abi.encodePacked(hashes));
        return _hashTypedDataV4(keccak256(abi.encode(_RELAY_TYPEHASH, identity, list, nonce_, deadline)));
    }

    /// @dev A key's signature first; then, if the controller is a contract, its word by ERC-1271, within a bound of gas.
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
