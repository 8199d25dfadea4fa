// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IControllers} from "./IControllers.sol";

/// @title did:ethr identities, their documents and the life of their keys
/// @notice An identity is an address; its DID is `did:ethr:<chain id, hex>:<identity>`. It needs no registration: until
/// it is first written, its controller is the address itself and its document holds nothing else. `ethr-did-resolver`
/// reads this registry unchanged (ERC-1056 events and views). Beyond ERC-1056, the present document is in the state, in
/// one call, and each credential-signing key has one life, an epoch `[from, until)` in a known slot, which is never
/// rewritten. A certificate anchor is a record of the same kind: the X.509 certificate by which an issuer without such
/// keys, in another country say, is known.
///
/// Who may call: a write is made by the identity's controller, or for it by anyone who brings its signature ({relay}).
/// Times are seconds since 1970, as in `block.timestamp`. The last second that fits, `type(uint40).max`, means "no end".
///
/// Deliberately absent: ERC-1056's own signed functions (they carry no chain id and no deadline), writing names that no resolver
/// reads, and any way back from deactivation.
interface IDIDRegistry is IControllers {
    /// @notice Why a key or a certificate anchor ended; it only ever gets worse.
    enum KeyReason {
        NONE,
        RETIRED,
        COMPROMISED
    }

    /// @notice What is known of an identity. One slot:
    /// controller 160 | changed 40 | nonce 32 | keyCount 8 | attributeCount 8 | deactivated 8
    struct Identity {
        address controller; // 0: the identity itself
        uint40 changed; // the block of the last change
        uint32 nonce; // how many changes there have been, one for each event of a change
        uint8 keyCount; // how many keys and certificate anchors are listed (some may have expired)
        uint8 attributeCount; // how many delegates and attributes the document shows (likewise)
        bool deactivated;
    }

    /// @notice A credential-signing key or a certificate anchor: one epoch `[from, until)`, once in its life. Two slots:
    /// from 40 | until 40 | compromisedSince 40 | reason 8 | algorithm 8 | yIsOdd 8 | position 8 ; then xOrHash 256
    struct Key {
        uint40 from;
        uint40 until;
        uint40 compromisedSince; // with reason COMPROMISED
        KeyReason reason;
        uint8 algorithm; // what it is: {KeyAlgorithms}; 0 is nothing at all
        bool yIsOdd; // of a point, the SEC1 sign of y
        uint8 position; // in the list, while it is in it
        bytes32 xOrHash; // x of a point; of anything else the SHA-256
    }

    /// @notice Another entry of the document: a delegate, a service, or a key that signs no credentials.
    struct Attribute {
        uint40 until;
        uint8 position;
        bool delegate;
        bytes32 name; // the delegate type, or the attribute's name
        bytes value; // the delegate's 20 bytes, or the attribute's value
    }

    /// @notice A key or a certificate anchor as {resolve} shows it.
    struct DocumentKey {
        bytes32 thumbprint; // of an anchor, the certificate's SHA-256
        uint8 algorithm; // {KeyAlgorithms}
        bytes value; // the SEC1 compressed point, 33 bytes; from algorithm 3 on the SHA-256, 32 bytes
        uint40 from;
        uint40 until;
    }

    /// @notice A delegate or attribute as {resolve} shows it.
    struct DocumentAttribute {
        bool delegate;
        bytes32 name;
        bytes value;
        uint40 until;
    }

    /// @notice All that a DID document is made of.
    struct Document {
        address controller; // 0 once deactivated
        bool deactivated;
        uint40 changed; // the block of the last change; 0: never written
        uint32 nonce;
        DocumentKey[] assertionKeys; // and certificate anchors
        DocumentAttribute[] attributes;
    }

    /// @notice Who may replace a lost or stolen controller, and what is under way. Three slots, only for those who opt in.
    struct Recovery {
        address recoverer;
        uint40 nextFrom; // from when `next` is the recoverer; 0: no change is under way
        address next;
        uint40 readyAt; // from when `newController` may be seated; 0: no recovery is under way
        bool endKeys;
        address newController;
    }

    /// @dev ERC-1056, as ethr-did-resolver reads them. `previousChange` is a block number.
    event DIDOwnerChanged(address indexed identity, address owner, uint256 previousChange);
    /// @dev ERC-1056. `validTo`: seconds; a revocation shows the present second.
    event DIDDelegateChanged(
        address indexed identity, bytes32 delegateType, address delegate, uint256 validTo, uint256 previousChange
    );
    /// @dev ERC-1056. `validTo`: seconds; a revocation shows the present second.
    event DIDAttributeChanged(
        address indexed identity, bytes32 name, bytes value, uint256 validTo, uint256 previousChange
    );
    /// @notice A credential-signing key or a certificate anchor began its epoch. (The thumbprint comes first, so that a
    /// resolver's filter by identity does not meet an event it doesn't know. Beside a point's, there is a
    /// `DIDAttributeChanged` with the whole point; resolvers hear nothing of what is registered by its hash.)
    event KeyRegistered(
        bytes32 indexed thumbprint,
        address indexed identity,
        uint40 from,
        uint40 until,
        uint8 algorithm,
        bytes32 xOrHash
    );
    /// @notice The epoch of a key or an anchor was ended at `until`, or its reason got worse.
    event KeyEnded(
        bytes32 indexed thumbprint, address indexed identity, uint40 until, KeyReason reason, uint40 compromisedSince
    );
    /// @notice From `from` on, `recoverer` may start a recovery (0: nobody).
    event RecoveryAddressChanged(address indexed recoverer, address indexed identity, uint40 from);
    /// @notice At `readyAt` and later, `newController` can be seated.
    event RecoveryStarted(
        address indexed newController, address indexed identity, uint40 readyAt, bool endKeys
    );
    event RecoveryCancelled(address indexed recoverer, address indexed identity);
    /// @notice The announced controller was seated.
    event RecoveryFinished(address indexed newController, address indexed identity);

    /// @dev `caller` does not act for `identity`.
    error DIDNotController(address identity, address caller, address controller);
    /// @dev The DID is deactivated; nothing about it changes any more.
    error DIDDeactivated(address identity);
    /// @dev Nobody (address 0) cannot control or recover an identity. To end an identity, call {deactivate}.
    error DIDZeroAddress(address identity);
    /// @dev No DID resolver reads an entry of this name.
    error DIDNameUnknown(bytes32 name);
    /// @dev The value has `length` bytes; 1 to `most` are allowed.
    error DIDValueLength(uint256 length, uint256 most);
    /// @dev Not a SEC1 compressed point (33 bytes, 02 or 03, x) of the curve that the name says.
    error DIDNotAPoint(bytes32 name, bytes value);
    /// @dev A key has one life, and so has a certificate anchor. Register another one.
    error DIDKeyKnown(address identity, bytes32 thumbprint);
    /// @dev The identity never registered a key or an anchor under this thumbprint.
    error DIDKeyUnknown(address identity, bytes32 thumbprint);
    /// @dev What is registered by its hash has a number from 3 to 129. Points (1, 2) are registered by {setAttribute};
    /// the others are reserved.
    error DIDAlgorithmRefused(uint8 algorithm);
    /// @dev A certificate anchor is known by its certificate's SHA-256, and by nothing else.
    error DIDAnchorNotItsHash(bytes32 thumbprint, bytes32 hash);
    /// @dev Neither a thumbprint nor a SHA-256 is 0.
    error DIDZeroHash(address identity);
    /// @dev The key's epoch ended at `until`; only its reason can still get worse ({compromiseKey}).
    error DIDKeyEnded(address identity, bytes32 thumbprint, uint40 until);
    /// @dev `since` must lie between the key's first second and now, and before a compromise already declared.
    error DIDSinceOutOfRange(uint40 since, uint40 from, uint40 to);
    /// @dev The document shows no such delegate or attribute now.
    error DIDAttributeUnknown(address identity, bytes32 name, bytes value);
    /// @dev A validity is at least one second.
    error DIDZeroValidity(address identity);
    /// @dev There are `most` unexpired entries of this sort already.
    error DIDFull(address identity, uint256 most);
    /// @dev The signed operation was brought after its deadline.
    error DIDSignatureExpired(uint256 deadline, uint256 time);
    /// @dev Signed by nobody who controls the identity, or over another nonce, deadline, chain, registry or operation.
    error DIDSignatureInvalid(address identity, address controller, uint256 nonce);
    /// @dev What was signed for one identity changes no other.
    error DIDNotSignedFor(address identity, address signedFor);
    /// @dev A signed operation neither brings another one nor acts as a recoverer, and it changes something of its identity.
    error DIDRelayMisused();
    /// @dev `recoverer` is who may recover `identity` now, and `caller` is not.
    error DIDNotRecoverer(address identity, address caller, address recoverer);
    /// @dev No recovery is under way.
    error DIDNoRecovery(address identity);
    /// @dev While a recovery is under way, nobody changes who may recover. Wait until it is finished or cancelled.
    error DIDRecoveryUnderWay(address identity, uint40 readyAt);
    /// @dev The notice is not over yet.
    error DIDRecoveryNotReady(address identity, uint40 readyAt, uint256 time);

    // --- reads ---

    /// @notice The most entries of one sort (credential-signing keys and certificate anchors; delegates and attributes)
    /// that an identity has at a time.
    function MAX_ENTRIES() external view returns (uint256);

    /// @notice The longest value of an attribute, in bytes.
    function MAX_VALUE() external view returns (uint256);

    /// @notice The notice of a recovery and of a change of recoverer, in seconds.
    function RECOVERY_NOTICE() external view returns (uint40);

    /// @notice The present document in one call; its cost does not grow with the identity's history.
    function resolve(address identity) external view returns (Document memory);

    /// @notice The identity's record as stored.
    function identityOf(address identity) external view returns (Identity memory);

    /// @notice The record of a key or a certificate anchor as stored, live or ended; all zero if it was never
    /// registered.
    /// @param thumbprint RFC 7638 SHA-256 thumbprint of the key's JWK; of an anchor, the certificate's SHA-256.
    function keyOf(address identity, bytes32 thumbprint) external view returns (Key memory);

    /// @notice The same in the two words that are stored: docs/storage.md.
    function keyWords(address identity, bytes32 thumbprint) external view returns (uint256 epoch, bytes32 xOrHash);

    /// @notice What recovery the identity opted in to, and what is under way.
    function recoveryOf(address identity) external view returns (Recovery memory);

    /// @notice ERC-1056: the controller; address(0) once deactivated.
    function identityOwner(address identity) external view returns (address);

    /// @notice ERC-1056: the block of the last change; 0 if there was none.
    function changed(address identity) external view returns (uint256);

    /// @notice The nonce that the next signed operation of this identity must carry (ERC-1056's is by signer; ours by identity).
    /// Every event of a change consumes one ({KeyRegistered} or {KeyEnded} with the `DIDAttributeChanged` beside it counts
    /// once), so that events tell the nonce too.
    function nonce(address identity) external view returns (uint256);

    /// @notice ERC-1056: whether `delegate` is a delegate of this type now.
    function validDelegate(address identity, bytes32 delegateType, address delegate) external view returns (bool);

    // --- writes, by the controller ---

    /// @notice ERC-1056: hands the identity to another controller. Its keys stay.
    function changeOwner(address identity, address newOwner) external;

    /// @notice Hands the identity to another controller and retires all its keys and certificate anchors.
    function changeOwnerEndingKeys(address identity, address newOwner) external;

    /// @notice ERC-1056: adds a delegate, or moves its end.
    /// @param delegateType "veriKey" or "sigAuth", as bytes32. Delegates sign no credentials.
    /// @param validity Seconds from now; more than fits means no end.
    function addDelegate(address identity, bytes32 delegateType, address delegate, uint256 validity) external;

    /// @notice ERC-1056: ends a delegate now.
    function revokeDelegate(address identity, bytes32 delegateType, address delegate) external;

    /// @notice ERC-1056: adds an entry, or moves its end. Two names make credential-signing keys, which begin now and live once:
    /// `did/pub/JsonWebKey2020/veriKey` (P-256) and `did/pub/Secp256k1/veriKey`; their value is the SEC1 compressed point, 33 bytes.
    /// @param name `did/pub/<algorithm>[/<purpose>[/<encoding>]]` or `did/svc/<type>`, as bytes32.
    /// @param value 1 to 512 bytes.
    /// @param validity Seconds from now; more than fits means no end.
    function setAttribute(address identity, bytes32 name, bytes calldata value, uint256 validity) external;

    /// @notice ERC-1056: ends an entry now; a credential-signing key is retired.
    function revokeAttribute(address identity, bytes32 name, bytes calldata value) external;

    /// @notice Registers a credential-signing key that is larger than a slot, or a certificate anchor, by its SHA-256.
    /// It begins now and lives once, and is ended by {retireKey} and {compromiseKey}. ERC-1056's events and `changed`
    /// say nothing of it.
    /// @param algorithm 3 to 127: a public key of an algorithm that has this number off chain; 128: an X.509 root
    /// certificate; 129: exactly one X.509 certificate ({KeyAlgorithms}).
    /// @param thumbprint Of a key, the RFC 7638 SHA-256 thumbprint of its JWK, which nobody checks here: a verifier
    /// checks it, and the hash, against the key that travels with the credential. Of an anchor, the same as `hash`.
    /// @param hash SHA-256 over the public key, or over the certificate's DER.
    /// @param validity Seconds from now; more than fits means no end.
    function registerByHash(address identity, uint8 algorithm, bytes32 thumbprint, bytes32 hash, uint256 validity)
        external;

    /// @notice Ends a credential-signing key or a certificate anchor now. What was signed inside its epoch stands.
    function retireKey(address identity, bytes32 thumbprint) external;

    /// @notice Declares that somebody else has had the key, or the certificate's key, since `since` (seconds). It ends
    /// now, if it had not ended, and vouches for nothing that is not proved to be older. May be repeated with an
    /// earlier `since`, never a later one.
    function compromiseKey(address identity, bytes32 thumbprint, uint40 since) external;

    /// @notice Ends the identity for good: it acts no more in any registry, and what it issued no longer verifies.
    function deactivate(address identity) external;

    /// @notice Names who may replace the controller at 7 days' notice (0: nobody). The first time it holds at once; a change takes
    /// 7 days, so that a thief cannot shut the recoverer out: a recovery started before then stands, and the change falls.
    function setRecovery(address identity, address recoverer) external;

    /// @notice Several of the writes above in one transaction, all or nothing.
    /// @param operations Encoded calls of this contract.
    function multicall(bytes[] calldata operations) external;

    // --- writes, by others ---

    /// @notice Carries out an operation that the controller signed; several are one {multicall}. Anyone may bring it.
    /// EIP-712: `Relay(address identity,bytes operation,uint256 nonce,uint256 deadline)`, domain `Didim DIDRegistry`, version `1`.
    /// The signer acts, not who brings it: once an operation seats another controller, the rest is refused. Any write by the controller
    /// consumes the nonce too, and so voids what a relayer holds back.
    /// @param operation An encoded call of this contract.
    /// @param deadline Seconds; not carried out later.
    /// @param signature 65 bytes by the controller's key, or what the controller's contract accepts by ERC-1271 (150,000 gas).
    function relay(address identity, bytes calldata operation, uint256 deadline, bytes calldata signature) external;

    /// @notice By the recoverer: announces a new controller, who can be seated in 7 days. Starting again restarts the notice. From now on
    /// only the recoverer can stop it, and a change of recoverer that is not in force yet is dropped.
    /// @param endKeys Whether all the keys and certificate anchors are retired with it.
    function startRecovery(address identity, address newController, bool endKeys) external;

    /// @notice By the recoverer: takes the announcement back.
    function cancelRecovery(address identity) external;

    /// @notice By anyone, after the notice: seats the announced controller.
    function finishRecovery(address identity) external;
}
