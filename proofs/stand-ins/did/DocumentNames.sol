// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {svm} from "../../proofs/Symbolic.sol";

/// @title In place of contracts/did/DocumentNames.sol: the names of keys as they are, and any other name may be allowed or not
/// @dev 24 letters of many kinds each are more paths than anybody can walk.
library DocumentNames {
    bytes32 internal constant P256_KEY = "did/pub/JsonWebKey2020/veriKey";
    bytes32 internal constant SECP256K1_KEY = "did/pub/Secp256k1/veriKey";

    function isDelegateType(bytes32) internal view returns (bool) {
        return svm.createBool("is a delegate type");
    }

    function isAttribute(bytes32) internal view returns (bool) {
        return svm.createBool("is an attribute");
    }
}
