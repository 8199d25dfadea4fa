// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AssertionKeys} from "../../../contracts/did/AssertionKeys.sol";
import {DIDRegistry} from "../../../contracts/did/DIDRegistry.sol";
import {DocumentNames} from "../../../contracts/did/DocumentNames.sol";
import {IDIDRegistry} from "../../../contracts/did/IDIDRegistry.sol";
import {KeyAlgorithms} from "../../../contracts/did/KeyAlgorithms.sol";
import {vm} from "../Vm.sol";

/// @dev The registry with access to its lists.
contract OpenDIDRegistry is DIDRegistry(0) {
    function keyAt(address identity, uint256 position) external view returns (bytes32) {
        return _documentKeys[identity][position];
    }

    function attributeAt(address identity, uint256 position) external view returns (bytes32 id, Attribute memory) {
        id = _documentAttributes[identity][position];
        return (id, _attributes[identity][id]);
    }
}

/// @dev Five actors with keys of their own, of whom the first three are identities; 18 points, two more than a list
/// holds; two large keys and two certificates, registered by their hash.
abstract contract DIDActors {
    uint256 public constant ACTORS = 5;
    uint256 public constant IDENTITIES = 3;
    uint256 public constant POINTS = 18;
    uint256 public constant KEYS = POINTS + 4;

    OpenDIDRegistry public immutable DIDS = new OpenDIDRegistry();

    /// @notice The first thing that should have been impossible.
    string public wrong;

    address[] private _actors;
    bytes32[] public thumbprints;
    bytes[] private _points;

    constructor() {
        for (uint256 i = 0; i < ACTORS; ++i) {
            _actors.push(vm.addr(_secret(i)));
        }
        // The x of the first points on P-256, each with both signs.
        uint8[9] memory xs = [0, 5, 6, 8, 9, 12, 13, 17, 23];
        for (uint256 i = 0; i < POINTS; ++i) {
            (, uint256 y) = AssertionKeys.decompress(KeyAlgorithms.P256, xs[i / 2], i % 2 == 1);
            thumbprints.push(AssertionKeys.thumbprint(KeyAlgorithms.P256, xs[i / 2], y));
            _points.push(abi.encodePacked(i % 2 == 1 ? bytes1(0x03) : bytes1(0x02), uint256(xs[i / 2])));
        }
        for (uint256 i = POINTS; i < KEYS; ++i) {
            thumbprints.push(keccak256(abi.encode(i)));
        }
    }

    function actor(uint256 seed) public view returns (address) {
        return _actors[seed % ACTORS];
    }

    function identity(uint256 seed) public view returns (address) {
        return _actors[seed % IDENTITIES];
    }

    /// @dev Every other time it is the controller, so that histories make progress.
    function _caller(uint256 by, address about) internal view returns (address) {
        address controller = DIDS.controllerOf(about);
        return by % 2 == 0 && controller != address(0) ? controller : actor(by / 2);
    }

    function _sign(address by, bytes32 digest) internal view returns (bytes memory) {
        for (uint256 i = 0; i < ACTORS; ++i) {
            if (_actors[i] != by) continue;
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(_secret(i), digest);
            return abi.encodePacked(r, s, v);
        }
        return "";
    }

    function _relayDigest(address about, bytes memory operation, uint256 nonce, uint256 deadline)
        internal
        view
        returns (bytes32)
    {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Didim DIDRegistry"),
                keccak256("1"),
                block.chainid,
                address(DIDS)
            )
        );
        bytes32 typehash = keccak256("Relay(address identity,bytes operation,uint256 nonce,uint256 deadline)");
        bytes32 content = keccak256(abi.encode(typehash, about, keccak256(operation), nonce, deadline));
        return keccak256(abi.encodePacked(hex"1901", domain, content));
    }

    function _registerCall(address about, uint256 key, uint256 validity) internal view returns (bytes memory) {
        key %= KEYS;
        if (key >= POINTS) return _registerHashCall(about, key, _algorithmOf(key), thumbprints[key], validity);
        return abi.encodeCall(IDIDRegistry.setAttribute, (about, DocumentNames.P256_KEY, _points[key], validity));
    }

    function _registerHashCall(address about, uint256 key, uint8 algorithm, bytes32 hash, uint256 validity)
        internal
        view
        returns (bytes memory)
    {
        return abi.encodeCall(IDIDRegistry.registerByHash, (about, algorithm, thumbprints[key], hash, validity));
    }

    /// @dev The two large keys have the lowest and the highest number for such keys.
    function _algorithmOf(uint256 key) internal pure returns (uint8) {
        if (key < POINTS) return KeyAlgorithms.P256;
        uint8[4] memory numbers =
            [KeyAlgorithms.FIRST_BY_HASH, 127, KeyAlgorithms.X509_ROOT, KeyAlgorithms.X509_CERTIFICATE];
        return numbers[key - POINTS];
    }

    /// @dev The current recoverer, as the interface describes it.
    function _recoverer(IDIDRegistry.Recovery memory recovery) internal view returns (address) {
        bool due = recovery.nextFrom != 0 && recovery.nextFrom <= block.timestamp;
        return due ? recovery.next : recovery.recoverer;
    }

    function _check(bool holds, string memory otherwise) internal {
        if (!holds && bytes(wrong).length == 0) wrong = otherwise;
    }

    function _secret(uint256 i) private pure returns (uint256) {
        return 0xd1d + i;
    }
}
