// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccreditations} from "../contracts/accreditation/IAccreditations.sol";
import {LensChainScene} from "./LensChainScene.sol";
import {vm} from "./Symbolic.sol";

/// @title The epoch in which an agency issued
/// @dev For an agency with up to fifteen epochs. The chain above it is left out (docs/proved.md); {LensChainProofs}
/// walks it.
contract LensChainEpochsProofs is LensChainScene {
    uint256 private constant _MOST = 15;

    /// @notice For each link, the lens reports the epoch in which its holder acted when the credential was issued,
    /// whatever happened since: that epoch had begun by then, and the next one had not.
    function check_the_lens_tells_the_epoch_of_then(address issuer, bytes32 typeId, uint40 issuedAt) public view {
        uint256 count = _count(_record(issuer, typeId));
        vm.assume(count <= _MOST);
        IAccreditations.Link[] memory links = _accreditations.chainWords(issuer, typeId, issuedAt);
        assert(links.length == _bit(count != 0));
        if (count == 0) return;
        uint256 index = links[0].index;
        uint256 epoch = _epoch(issuer, typeId, index);
        // An epoch exists if its number is below the count, as {AccreditationsProofs} proves.
        vm.assume(_from(epoch) != 0);
        bool begun = links[0].epoch != 0;
        bool next = _all(index + 1 < count, _from(_epoch(issuer, typeId, index + 1)) <= issuedAt, true);
        bool present = _all(links[0].epoch == epoch, _from(epoch) <= issuedAt, !next);
        bool none = _all(!begun, index == 0, _from(epoch) > issuedAt);
        assert(_all(index < count, _either(_all(begun, present, true), none), true));
    }
}
