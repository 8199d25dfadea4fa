// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title A controller that is a contract with one key, for tests
contract SignerContract is IERC1271 {
    address private immutable _KEY;

    constructor(address key) {
        _KEY = key;
    }

    /// @dev Sends a transaction of its own, to act directly.
    function act(address target, bytes calldata data) external {
        (bool done, bytes memory answer) = target.call(data);
        if (done) return;
        assembly ("memory-safe") {
            revert(add(answer, 32), mload(answer))
        }
    }

    function isValidSignature(bytes32 digest, bytes memory signature) external view returns (bytes4) {
        (address signer,,) = ECDSA.tryRecover(digest, signature);
        return signer == _KEY ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}

/// @title A controller that gives wrong answers
contract BadSigner {
    enum Manner {
        REVERTS,
        BURNS_GAS,
        BOMBS,
        BOMBS_A_REVERT,
        SAYS_TRUE,
        SAYS_NOTHING,
        SAYS_TOO_LITTLE,
        SAYS_MORE
    }

    Manner private immutable _MANNER;

    constructor(Manner manner) {
        _MANNER = manner;
    }

    fallback() external {
        Manner manner = _MANNER;
        if (manner == Manner.REVERTS) revert("no");
        while (manner == Manner.BURNS_GAS) {}
        // The right answer, followed by more than a caller could afford to copy.
        bytes32 yes = bytes32(IERC1271.isValidSignature.selector);
        assembly ("memory-safe") {
            mstore(0, yes)
            switch manner
            case 2 { return(0, 130000) }
            case 3 { revert(0, 130000) }
            case 4 {
                mstore(0, 1)
                return(0, 32)
            }
            case 5 { return(0, 0) }
            case 6 { return(0, 31) }
            // An answer with extra bytes after the selector, which is not ERC-1271's word.
            default {
                mstore(0, or(yes, 1))
                return(0, 32)
            }
        }
    }
}
