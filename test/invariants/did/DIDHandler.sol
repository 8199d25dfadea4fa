// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDIDRegistry} from "../../../contracts/did/IDIDRegistry.sol";
import {KeyAlgorithms} from "../../../contracts/did/KeyAlgorithms.sol";
import {vm} from "../Vm.sol";
import {DIDActors} from "./DIDActors.sol";

/// @dev Everything that anybody can try with the registry, allowed or not. After each step it compares the registry
/// with its own records.
abstract contract DIDHandler is DIDActors {
    struct Before {
        address about;
        address controller;
        IDIDRegistry.Identity record;
        IDIDRegistry.Recovery recovery;
    }

    mapping(address identity => mapping(bytes32 thumbprint => IDIDRegistry.Key)) private _seen;
    mapping(address identity => bytes32 digest) private _digests;
    mapping(address identity => bytes32 digest) private _atDeath;
    mapping(address identity => uint256 time) private _started;

    constructor() {
        for (uint256 i = 0; i < IDENTITIES; ++i) {
            _digests[identity(i)] = _digest(identity(i));
        }
    }

    // --- by the controller ---

    function register(uint8 by, uint8 about, uint8 key, uint16 validity) public {
        _direct(by, about, _registerCall(identity(about), key, validity));
    }

    function registerMany(uint8 by, uint8 about, uint8 first, uint8 count, uint32 validity) public {
        bytes[] memory calls = new bytes[](count % 9);
        for (uint256 i = 0; i < calls.length; ++i) {
            calls[i] = _registerCall(identity(about), uint256(first) + i, validity);
        }
        if (calls.length > 0) _direct(by, about, abi.encodeCall(IDIDRegistry.multicall, (calls)));
    }

    function registerByHash(uint8 by, uint8 about, uint8 which, uint8 algorithm, bytes32 hash, uint16 validity) public {
        uint256 key = POINTS + which % (KEYS - POINTS);
        if (hash[0] < 0x40) hash = thumbprints[key];
        bytes memory call = _registerHashCall(identity(about), key, algorithm, hash, validity);
        if (!_quietly(by, about, key, call)) return;
        bool known = algorithm >= KeyAlgorithms.FIRST_BY_HASH && algorithm <= KeyAlgorithms.X509_CERTIFICATE;
        _check(known, "a reserved number was registered");
        _check(algorithm < KeyAlgorithms.X509_ROOT || hash == thumbprints[key], "a certificate has another name");
    }

    function retire(uint8 by, uint8 about, uint8 key) public {
        bytes32 thumbprint = thumbprints[key % KEYS];
        _quietly(by, about, key, abi.encodeCall(IDIDRegistry.retireKey, (identity(about), thumbprint)));
    }

    function compromise(uint8 by, uint8 about, uint8 key, uint16 ago) public {
        bytes32 thumbprint = thumbprints[key % KEYS];
        uint40 since = uint40(block.timestamp) - ago;
        _quietly(by, about, key, abi.encodeCall(IDIDRegistry.compromiseKey, (identity(about), thumbprint, since)));
    }

    function handOver(uint8 by, uint8 about, uint8 to, bool endKeys) public {
        address id = identity(about);
        address next = to == 255 ? address(0) : actor(to);
        _direct(
            by,
            about,
            endKeys
                ? abi.encodeCall(IDIDRegistry.changeOwnerEndingKeys, (id, next))
                : abi.encodeCall(IDIDRegistry.changeOwner, (id, next))
        );
    }

    function attribute(uint8 by, uint8 about, uint8 n, uint16 validity) public {
        bytes memory value = abi.encodePacked(n % 20);
        _direct(by, about, abi.encodeCall(IDIDRegistry.setAttribute, (identity(about), "did/svc/A", value, validity)));
    }

    function dropAttribute(uint8 by, uint8 about, uint8 n) public {
        bytes memory value = abi.encodePacked(n % 20);
        _direct(by, about, abi.encodeCall(IDIDRegistry.revokeAttribute, (identity(about), "did/svc/A", value)));
    }

    function delegate(uint8 by, uint8 about, uint8 to, uint16 validity) public {
        _direct(by, about, abi.encodeCall(IDIDRegistry.addDelegate, (identity(about), "veriKey", actor(to), validity)));
    }

    function dropDelegate(uint8 by, uint8 about, uint8 to) public {
        _direct(by, about, abi.encodeCall(IDIDRegistry.revokeDelegate, (identity(about), "veriKey", actor(to))));
    }

    function deactivate(uint8 by, uint8 about, uint8 really) public {
        if (really % 8 == 0) _direct(by, about, abi.encodeCall(IDIDRegistry.deactivate, (identity(about))));
    }

    function nameRecoverer(uint8 by, uint8 about, uint8 to) public {
        bytes memory call = abi.encodeCall(IDIDRegistry.setRecovery, (identity(about), actor(to)));
        Before memory before = _look(identity(about));
        if (_direct(by, about, call)) _check(before.recovery.readyAt == 0, "the recoverer changed during a recovery");
    }

    // --- by signature ---

    function relay(uint8 by, uint8 about, uint8 other, uint8 kind, uint8 skew) public {
        Before memory before = _look(identity(about));
        address signer = _caller(by, before.about);
        bytes memory operation = _operation(kind % 8 == 7 ? identity(other) : before.about, kind, other);
        uint256 nonce = before.record.nonce + (skew % 8 == 1 ? 1 : 0);
        uint256 deadline = skew % 8 == 2 ? block.timestamp - 1 : block.timestamp;
        bytes memory signature = _sign(signer, _relayDigest(before.about, operation, nonce, deadline));
        bytes memory call = abi.encodeCall(IDIDRegistry.relay, (before.about, operation, deadline, signature));
        if (_call(actor(other), call)) {
            _check(signer == before.controller && !before.record.deactivated, "a signature of another was taken");
            _check(nonce == before.record.nonce && deadline >= block.timestamp, "a void signature was taken");
            _check(!_call(actor(by), call), "a signature was carried out twice");
        }
        _after(before);
    }

    // --- by the recoverer, and by anyone ---

    function startRecovery(uint8 by, uint8 about, uint8 to, bool endKeys) public {
        Before memory before = _look(identity(about));
        address recoverer = _recoverer(before.recovery);
        address caller = by % 2 == 0 && recoverer != address(0) ? recoverer : actor(by / 2);
        if (_call(caller, abi.encodeCall(IDIDRegistry.startRecovery, (before.about, actor(to), endKeys)))) {
            _check(caller == recoverer && !before.record.deactivated, "another than the recoverer started");
            _started[before.about] = block.timestamp;
        }
        _after(before);
    }

    function cancelRecovery(uint8 by, uint8 about) public {
        Before memory before = _look(identity(about));
        if (_call(actor(by), abi.encodeCall(IDIDRegistry.cancelRecovery, (before.about)))) {
            _check(actor(by) == before.recovery.recoverer, "another than who started it cancelled");
        }
        _after(before);
    }

    function finishRecovery(uint8 by, uint8 about) public {
        Before memory before = _look(identity(about));
        if (_call(actor(by), abi.encodeCall(IDIDRegistry.finishRecovery, (before.about)))) {
            _check(before.recovery.readyAt != 0 && !before.record.deactivated, "finished what had not started");
            _check(block.timestamp >= _started[before.about] + 7 days, "finished without notice");
            _check(DIDS.controllerOf(before.about) == before.recovery.newController, "seated another");
        } else {
            _check(DIDS.controllerOf(before.about) == before.controller, "the controller changed");
        }
        _after(before);
    }

    function pass(uint32 time) public {
        vm.roll(block.number + 1);
        vm.warp(block.timestamp + time % 5 days);
    }

    // --- the books ---

    /// @dev A key registered by its hash changes nothing by which resolvers walk back.
    function _quietly(uint8 by, uint8 about, uint256 key, bytes memory call) private returns (bool done) {
        uint256 changed = DIDS.changed(identity(about));
        done = _direct(by, about, call);
        if (done && key % KEYS >= POINTS) {
            _check(DIDS.changed(identity(about)) == changed, "a resolver is led to what it does not read");
        }
    }

    function _direct(uint8 by, uint8 about, bytes memory call) private returns (bool done) {
        Before memory before = _look(identity(about));
        address caller = _caller(by, before.about);
        done = _call(caller, call);
        if (done) {
            _check(caller == before.controller && !before.record.deactivated, "another than the controller wrote");
            _check(DIDS.nonce(before.about) > before.record.nonce, "a write consumed no nonce");
        }
        _after(before);
    }

    function _operation(address about, uint8 kind, uint8 seed) private view returns (bytes memory) {
        if (kind % 4 == 0) return _registerCall(about, seed, 1 days);
        if (kind % 4 == 1) return abi.encodeCall(IDIDRegistry.retireKey, (about, thumbprints[seed % KEYS]));
        if (kind % 4 == 2) return abi.encodeCall(IDIDRegistry.changeOwner, (about, actor(seed)));
        return abi.encodeCall(IDIDRegistry.setRecovery, (about, actor(seed)));
    }

    function _call(address caller, bytes memory call) private returns (bool done) {
        vm.prank(caller);
        (done,) = address(DIDS).call(call);
    }

    function _look(address about) private view returns (Before memory) {
        return Before(about, DIDS.controllerOf(about), DIDS.identityOf(about), DIDS.recoveryOf(about));
    }

    function _after(Before memory before) private {
        _check(DIDS.nonce(before.about) >= before.record.nonce, "the nonce fell");
        for (uint256 i = 0; i < KEYS; ++i) {
            _watchKey(before.about, thumbprints[i]);
        }
        for (uint256 i = 0; i < IDENTITIES; ++i) {
            bytes32 digest = _digest(identity(i));
            if (identity(i) == before.about) _watchDeath(identity(i), digest);
            else _check(digest == _digests[identity(i)], "another identity changed");
            _digests[identity(i)] = digest;
        }
    }

    /// @dev Nothing of a deactivated identity ever changes, its keys included.
    function _watchDeath(address about, bytes32 digest) private {
        if (!DIDS.identityOf(about).deactivated) return;
        bytes32 all = digest;
        for (uint256 i = 0; i < KEYS; ++i) {
            all = keccak256(abi.encode(all, DIDS.keyOf(about, thumbprints[i])));
        }
        _check(_atDeath[about] == 0 || _atDeath[about] == all, "a deactivated identity changed");
        _atDeath[about] = all;
    }

    /// @dev The only changes of an epoch: a future end moves to now, and the reason gets worse.
    function _watchKey(address about, bytes32 thumbprint) private {
        IDIDRegistry.Key memory was = _seen[about][thumbprint];
        IDIDRegistry.Key memory is_ = DIDS.keyOf(about, thumbprint);
        if (keccak256(abi.encode(was)) == keccak256(abi.encode(is_))) return;
        _seen[about][thumbprint] = is_;
        if (was.from == 0) {
            _check(is_.from == 0 || is_.from == block.timestamp, "an epoch began in the past");
            return;
        }
        bool same = was.from == is_.from && was.xOrHash == is_.xOrHash && was.yIsOdd == is_.yIsOdd;
        _check(same && was.algorithm == is_.algorithm, "an epoch was rewritten");
        bool endedNow = was.until > block.timestamp && is_.until == block.timestamp;
        _check(was.until == is_.until || endedNow, "an end moved, and not down to now");
        _check(was.until == is_.until || is_.reason != IDIDRegistry.KeyReason.NONE, "an end without a reason");
        _check(uint8(is_.reason) >= uint8(was.reason), "a reason got better");
        bool compromised = is_.reason == IDIDRegistry.KeyReason.COMPROMISED;
        _check(compromised == (is_.compromisedSince != 0), "a compromise without its time, or the reverse");
        _check(was.compromisedSince == 0 || is_.compromisedSince <= was.compromisedSince, "C was raised");
    }

    function _digest(address about) private view returns (bytes32) {
        return keccak256(abi.encode(DIDS.identityOf(about), DIDS.recoveryOf(about)));
    }
}
