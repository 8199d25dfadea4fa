// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AssertionKeys} from "../../../contracts/did/AssertionKeys.sol";
import {IDIDRegistry} from "../../../contracts/did/IDIDRegistry.sol";
import {KeyAlgorithms} from "../../../contracts/did/KeyAlgorithms.sol";
import {vm} from "../Vm.sol";
import {DIDHandler} from "./DIDHandler.sol";

/// @dev The runner only calls contracts of the test file itself.
contract DIDActing is DIDHandler {}

/// @dev Random sequences in which five actors try everything on three identities.
contract DIDRegistryInvariants {
    DIDActing private _handler;

    function setUp() public {
        vm.warp(1_800_000_000);
        _handler = new DIDActing();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @dev Nobody exceeds their powers, no signature runs twice, no epoch is rewritten, no deactivated identity
    /// changes.
    function invariant_nothing_happened_that_should_not() public view {
        require(bytes(_handler.wrong()).length == 0, _handler.wrong());
    }

    /// @dev Counts and positions match the lists; the document shows exactly the live keys; a deactivated one is empty.
    function invariant_lists_and_documents_agree_with_the_records() public view {
        for (uint256 i = 0; i < _handler.IDENTITIES(); ++i) {
            _lists(_handler.identity(i));
            _document(_handler.identity(i));
        }
        IDIDRegistry.Identity memory nobody = _handler.DIDS().identityOf(address(0));
        require(nobody.changed == 0 && nobody.nonce == 0 && !nobody.deactivated, "the null address wrote");
    }

    function _lists(address id) private view {
        IDIDRegistry.Identity memory record = _handler.DIDS().identityOf(id);
        require(record.keyCount <= 16 && record.attributeCount <= 16, "a list is too long");
        for (uint256 i = 0; i < record.keyCount; ++i) {
            IDIDRegistry.Key memory key = _handler.DIDS().keyOf(id, _handler.DIDS().keyAt(id, i));
            require(key.from != 0 && key.position == i, "a key is not where it says");
        }
        require(_handler.DIDS().keyAt(id, record.keyCount) == 0, "the list of keys goes on");
        for (uint256 i = 0; i < record.attributeCount; ++i) {
            (, IDIDRegistry.Attribute memory attribute) = _handler.DIDS().attributeAt(id, i);
            require(attribute.until != 0 && attribute.position == i, "an entry is not where it says");
        }
        (bytes32 beyond,) = _handler.DIDS().attributeAt(id, record.attributeCount);
        require(beyond == 0, "the list of entries goes on");
    }

    function _document(address id) private view {
        IDIDRegistry.Document memory document = _handler.DIDS().resolve(id);
        uint256 live;
        for (uint256 k = 0; k < _handler.KEYS(); ++k) {
            if (_handler.DIDS().keyOf(id, _handler.thumbprints(k)).until > block.timestamp) ++live;
        }
        require(document.assertionKeys.length == (document.deactivated ? 0 : live), "not the live keys");
        for (uint256 j = 0; j < document.assertionKeys.length; ++j) {
            IDIDRegistry.DocumentKey memory shown = document.assertionKeys[j];
            IDIDRegistry.Key memory key = _handler.DIDS().keyOf(id, shown.thumbprint);
            require(shown.until > block.timestamp && shown.until == key.until, "an ended key is shown");
            require(shown.algorithm == key.algorithm && shown.algorithm != KeyAlgorithms.NONE, "another sort of key");
            bool point = shown.algorithm < KeyAlgorithms.FIRST_BY_HASH;
            require(shown.value.length == (point ? 33 : 32), "neither a point nor a hash");
            require(_last32(shown.value) == key.xOrHash, "another key is shown");
        }
        require(document.controller == _handler.DIDS().controllerOf(id), "two answers to who controls");
        require(document.deactivated == (document.controller == address(0)), "nobody controls a live identity");
        require(!document.deactivated || document.attributes.length == 0, "a deactivated document has entries");
    }

    function _last32(bytes memory value) private pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := mload(add(value, mload(value)))
        }
    }
}

/// @dev Properties of one step.
contract DIDRegistryFuzz is DIDHandler {
    /// @dev A decompressed point is on its curve, has the requested sign, and belongs to no other x.
    function testFuzz_decompressed_points_are_on_the_curve(uint256 x, bool odd) public view {
        uint256 p = 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f;
        (bool found, uint256 y) = AssertionKeys.decompress(KeyAlgorithms.SECP256K1, x, odd);
        if (!found) return;
        require(x < p && y < p && y & 1 == (odd ? 1 : 0), "out of the field, or the other root");
        require(mulmod(y, y, p) == addmod(mulmod(mulmod(x, x, p), x, p), 7, p), "not on the curve");
    }

    function testFuzz_after_deactivation_no_call_of_the_controller_succeeds(uint256 secret, bytes calldata any) public {
        secret = 1 + secret % (type(uint128).max - 1);
        address id = vm.addr(secret);
        vm.prank(id);
        DIDS.deactivate(id);
        bytes[6] memory calls = [
            abi.encodeCall(IDIDRegistry.changeOwner, (id, address(1))),
            abi.encodeCall(IDIDRegistry.setAttribute, (id, "did/svc/A", any, 1)),
            abi.encodeCall(IDIDRegistry.registerByHash, (id, 128, "certificate", "certificate", 1)),
            abi.encodeCall(IDIDRegistry.setRecovery, (id, address(1))),
            abi.encodeCall(IDIDRegistry.deactivate, (id)),
            abi.encodeCall(IDIDRegistry.finishRecovery, (id))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(id);
            (bool done,) = address(DIDS).call(calls[i]);
            require(!done, "a deactivated identity acted");
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(secret, _relayDigest(id, calls[i], DIDS.nonce(id), block.timestamp));
            (done,) = address(DIDS).call(
                abi.encodeCall(IDIDRegistry.relay, (id, calls[i], block.timestamp, abi.encodePacked(r, s, v)))
            );
            require(!done, "a deactivated identity acted by signature");
        }
    }

    function testFuzz_only_the_very_operation_that_was_signed_is_carried_out(bytes32 twist, uint8 part) public {
        address id = actor(0);
        bytes memory operation = abi.encodeCall(IDIDRegistry.changeOwner, (id, actor(1)));
        bytes memory signature = _sign(id, _relayDigest(id, operation, 0, block.timestamp));
        uint256 deadline = block.timestamp;
        if (twist == 0) return;
        if (part % 3 == 0) {
            operation = abi.encodeCall(IDIDRegistry.changeOwner, (id, address(uint160(actor(1)) ^ uint160(uint256(twist)))));
            if (uint160(uint256(twist)) == 0) return;
        } else if (part % 3 == 1) {
            signature[uint8(twist[0]) % 65] ^= twist[1] == 0 ? bytes1(0x01) : twist[1];
        } else {
            deadline += 1 + uint256(twist) % 1 days;
        }
        (bool done,) = address(DIDS).call(abi.encodeCall(IDIDRegistry.relay, (id, operation, deadline, signature)));
        require(!done, "something else was carried out");
    }
}
