// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccreditations} from "./IAccreditations.sol";

/// @title The rights of an epoch in one byte, from the lowest bit up: levels 3 | root 1 | mayIssue 1 | reason 3
library Rights {
    uint8 internal constant MAX_LEVELS = 7;

    function pack(bool mayIssue_, bool root_, uint8 levels_) internal pure returns (uint8) {
        return (mayIssue_ ? 16 : 0) | (root_ ? 8 : 0) | levels_;
    }

    function withReason(uint8 rights, IAccreditations.Reason reason_) internal pure returns (uint8) {
        return uint8(uint8(reason_) << 5 | (rights & 31));
    }

    function reason(uint8 rights) internal pure returns (IAccreditations.Reason) {
        return IAccreditations.Reason(rights >> 5);
    }

    function mayIssue(uint8 rights) internal pure returns (bool) {
        return rights & 16 != 0;
    }

    function root(uint8 rights) internal pure returns (bool) {
        return rights & 8 != 0;
    }

    function levels(uint8 rights) internal pure returns (uint8) {
        return rights & MAX_LEVELS;
    }
}
