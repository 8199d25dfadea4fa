// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {KeyAlgorithms} from "./KeyAlgorithms.sol";

/// @title Points on P-256 and secp256k1, and the thumbprints of their JWKs
/// @dev Both primes are 3 modulo 4, so a square root is one exponentiation (SEC1 §2.3.4), which the MODEXP precompile does.
library AssertionKeys {
    // SEC2 §2.7.2 (P-256) and §2.4.1 (secp256k1): p, and b of y² = x³ + ax + b with a = -3 and 0.
    uint256 private constant P256_P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff;
    uint256 private constant P256_B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b;
    uint256 private constant K1_P = 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f;

    /// @notice The y of a compressed point.
    /// @param algorithm The curve: P256 or SECP256K1 of {KeyAlgorithms}.
    /// @return onCurve False if there is no such point.
    function decompress(uint8 algorithm, uint256 x, bool yIsOdd)
        internal
        view
        returns (bool onCurve, uint256 y)
    {
        uint256 p = algorithm == KeyAlgorithms.P256 ? P256_P : K1_P;
        if (x >= p) return (false, 0);
        uint256 square = mulmod(mulmod(x, x, p), x, p);
        square = algorithm == KeyAlgorithms.P256
            ? addmod(addmod(square, mulmod(p - 3, x, p), p), P256_B, p)
            : addmod(square, 7, p);
        y = _power(square, (p + 1) / 4, p);
        if (mulmod(y, y, p) != square) return (false, 0);
        // Neither curve has a point of order two, so y is never 0 and p - y is the other root.
        if ((y & 1 == 1) != yIsOdd) y = p - y;
        return (true, y);
    }

    /// @notice RFC 7638 §3: SHA-256 of the JWK's required members, in lexicographic order, without white space.
    function thumbprint(uint8 algorithm, uint256 x, uint256 y) internal pure returns (bytes32) {
        return sha256(
            abi.encodePacked(
                algorithm == KeyAlgorithms.P256 ? '{"crv":"P-256","kty":"EC","x":"' : '{"crv":"secp256k1","kty":"EC","x":"',
                Base64.encodeURL(abi.encodePacked(x)),
                '","y":"',
                Base64.encodeURL(abi.encodePacked(y)),
                '"}'
            )
        );
    }

    function _power(uint256 base, uint256 exponent, uint256 modulus) private view returns (uint256 result) {
        // EIP-198: lengths of base, exponent and modulus, then the three.
        bytes memory input = abi.encode(32, 32, 32, base, exponent, modulus);
        assembly ("memory-safe") {
            // On this input the precompile can only fail by running out of gas.
            if iszero(staticcall(gas(), 5, add(input, 32), 192, 0, 32)) { revert(0, 0) }
            result := mload(0)
        }
    }
}
