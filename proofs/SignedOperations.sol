// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDIDRegistry} from "../contracts/did/IDIDRegistry.sol";
import {IdentityScene} from "./IdentityScene.sol";
import {vm} from "./Symbolic.sol";

/// @title Operations that a controller signed and others relay
contract SignedOperationsProofs is IdentityScene {
    bytes32 private constant _DOMAIN =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant _RELAY =
        keccak256("Relay(address identity,bytes operation,uint256 nonce,uint256 deadline)");

    struct Signature {
        bytes32 r;
        bytes32 s;
        uint8 v;
    }

    /// @notice A signed operation that others relay runs once. It needs its controller's own signature over this
    /// operation, this identity, this chain, a deadline and the present nonce. It changes no other identity, and
    /// consumes the nonce. (For controllers that are a key.)
    function check_a_signed_operation_never_runs_twice(
        address relayer,
        address identity,
        Signature calldata signature,
        uint256 deadline,
        uint40 time
    ) public {
        (uint256 nonce, address controller) = (_dids.nonce(identity), _dids.controllerOf(identity));
        vm.assume(controller.code.length == 0);
        bytes memory operation = _anyOperation();
        bytes memory packed = abi.encodePacked(signature.r, signature.s, signature.v);
        bytes memory relayed = abi.encodeCall(IDIDRegistry.relay, (identity, operation, deadline, packed));
        vm.assume(_allowed(relayed, relayer, time));
        assert(_all(time <= deadline, _dids.nonce(identity) > nonce, controller != address(0)));
        assert(_about(operation) == identity);
        bytes32 content = keccak256(abi.encode(_RELAY, identity, keccak256(operation), nonce, deadline));
        address signer = ecrecover(_digest(content), signature.v, signature.r, signature.s);
        assert(signer == controller);
    }

    /// @notice A consumed nonce stays consumed: no call ever lowers a nonce.
    /// @custom:reaches DIDRegistry
    function check_no_nonce_comes_down(address caller, address identity, uint40 time) public {
        uint256 nonce = _dids.nonce(identity);
        _operateOn(identity, caller, time);
        assert(_dids.nonce(identity) >= nonce);
    }

    function _digest(bytes32 content) private view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(_DOMAIN, keccak256("Didim DIDRegistry"), keccak256("1"), block.chainid, address(_dids))
        );
        return keccak256(abi.encodePacked(hex"1901", domain, content));
    }
}
