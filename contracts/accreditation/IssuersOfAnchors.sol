// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ChainOfTrust} from "./ChainOfTrust.sol";
import {IAccreditations} from "./IAccreditations.sol";

/// @title The issuers of credentials that name a certificate and no DID
abstract contract IssuersOfAnchors is ChainOfTrust {
    /// @inheritdoc IAccreditations
    mapping(bytes32 typeId => mapping(bytes32 anchor => address issuer)) public issuerOfAnchor;

    /// @inheritdoc IAccreditations
    function assignAnchor(address issuer, bytes32 typeId, bytes32 anchor) external {
        (Epoch memory epoch,) = _present(issuer, typeId);
        _checkAbove(issuer, typeId, epoch);
        address present = issuerOfAnchor[typeId][anchor];
        if (present != address(0) || anchor == 0) revert AnchorAssignedAlready(typeId, anchor, present);
        issuerOfAnchor[typeId][anchor] = issuer;
        emit AnchorAssigned(typeId, anchor, issuer);
    }

    /// @inheritdoc IAccreditations
    function releaseAnchor(bytes32 typeId, bytes32 anchor) external {
        address issuer = issuerOfAnchor[typeId][anchor];
        if (issuer == address(0)) revert AnchorNotAssigned(typeId, anchor);
        (, Epoch memory epoch) = _newest(issuer, typeId);
        _checkAbove(issuer, typeId, epoch);
        delete issuerOfAnchor[typeId][anchor];
        emit AnchorAssigned(typeId, anchor, address(0));
    }
}
