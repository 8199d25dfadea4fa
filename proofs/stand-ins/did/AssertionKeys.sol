// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {svm} from "../../proofs/Symbolic.sol";

/// @title In place of contracts/did/AssertionKeys.sol: whatever it may answer
/// @dev Halmos computes no modular powers. What is proved holds for any arithmetic of points and any thumbprints, so for the right ones.
library AssertionKeys {
    function decompress(uint8, uint256, bool) internal view returns (bool onCurve, uint256 y) {
        return (svm.createBool("on the curve"), svm.createUint256("y"));
    }

    function thumbprint(uint8, uint256, uint256) internal view returns (bytes32) {
        return svm.createBytes32("thumbprint");
    }
}
