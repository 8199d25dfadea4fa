import type { ConsortiumNode } from "../record.ts";

/** What applications and verifiers ask of a node. Nothing here changes a node, or leaves a filter behind in it. */
export const PASSED = [
  ...["eth_blockNumber", "eth_call", "eth_chainId", "eth_estimateGas", "eth_feeHistory", "eth_gasPrice"],
  ...["eth_getBalance", "eth_getBlockByHash", "eth_getBlockByNumber", "eth_getBlockReceipts", "eth_getCode"],
  ...["eth_getLogs", "eth_getProof", "eth_getStorageAt", "eth_getTransactionByHash", "eth_getTransactionCount"],
  ...["eth_getTransactionReceipt", "eth_maxPriorityFeePerGas", "eth_sendRawTransaction", "eth_syncing"],
  ...["net_listening", "net_peerCount", "net_version"],
];

/** Requests in one batch at most. */
export const LONGEST_BATCH = 100;
/** Bytes of a request at most, as nginx writes it. */
const LARGEST = "1m";

const indented = (text: string, by: number): string => text.replaceAll(/^(?=.)/gm, " ".repeat(by));

/** Passes JSON-RPC requests, alone or in a batch, for {@link PASSED} and no others. */
const FILTER = `-- Passes JSON-RPC requests, alone or in a batch, for these methods and no others.
local cjson = require("cjson.safe")

local PASSED = {
${PASSED.map((method) => `  ${method} = true,`).join("\n")}
}
local LONGEST_BATCH = ${LONGEST_BATCH}

local function refuse(status, code, why)
  ngx.status = status
  ngx.header["content-type"] = "application/json"
  ngx.print(cjson.encode({ jsonrpc = "2.0", id = cjson.null, error = { code = code, message = why } }))
  return ngx.exit(status)
end

if ngx.req.get_method() ~= "POST" then
  return refuse(405, -32600, "Only POST.")
end
if ngx.var.http_content_encoding then
  return refuse(415, -32600, "No encoding.")
end

ngx.req.read_body()
local body = ngx.req.get_body_data()
if body == nil then
  return refuse(400, -32600, "No request.")
end

-- The node parses the same text once more. So nothing passes that two parsers could read in two ways: no escapes
-- ("\\u006dethod"), and as many members "method" as there are requests.
local first = body:match("^[ \\t\\r\\n]*([%[{])")
if first == nil or body:find("\\\\", 1, true) or body:find("\\0", 1, true) then
  return refuse(400, -32700, "Not a plain JSON-RPC request.")
end
local parsed = cjson.decode(body)
if type(parsed) ~= "table" then
  return refuse(400, -32700, "Not JSON.")
end

local requests = first == "[" and parsed or { parsed }
local _, named = body:gsub('"method"%s*:', "")
if #requests == 0 or #requests > LONGEST_BATCH then
  return refuse(400, -32600, "A batch has 1 to " .. LONGEST_BATCH .. " requests.")
end
if named ~= #requests then
  return refuse(400, -32600, "Each request names one method.")
end
for _, request in ipairs(requests) do
  if type(request) ~= "table" or type(request.method) ~= "string" then
    return refuse(400, -32600, "Each request names one method.")
  end
  if not PASSED[request.method] then
    return refuse(403, -32601, "This method is not offered here.")
  end
end`;

/**
 * nginx's configuration for the TLS proxy in front of a node, for its `http` block. It needs the Lua module, whose code
 * is in the same file: the folder of the consortium is closed to nginx's workers.
 */
export function proxyConfig({ ports }: ConsortiumNode): string {
  return `# For the http block of nginx with its Lua module (Debian: nginx, libnginx-mod-http-lua, lua-cjson).
# Put your name, certificate and key in. Nothing but the methods listed below reaches the node.
limit_req_zone $binary_remote_addr zone=didim_requests:10m rate=50r/s;
limit_conn_zone $binary_remote_addr zone=didim_connections:10m;

upstream didim_node {
    server 127.0.0.1:${ports.rpc};
    keepalive 16;
}

server {
    listen 443 ssl;
    server_name node.example;
    ssl_certificate /etc/didim/tls/node.crt;
    ssl_certificate_key /etc/didim/tls/node.key;
    ssl_protocols TLSv1.2 TLSv1.3;
    server_tokens off;

    # A request is read whole before it is judged, so the buffer holds the largest.
    client_max_body_size ${LARGEST};
    client_body_buffer_size ${LARGEST};
    client_body_timeout 10s;
    client_header_timeout 10s;
    limit_req zone=didim_requests burst=100 nodelay;
    limit_req_status 429;
    limit_conn didim_connections 20;
    limit_conn_status 429;

    location = / {
        access_by_lua_block {
${indented(FILTER, 12)}
        }
        proxy_pass http://didim_node;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host localhost;
        proxy_connect_timeout 5s;
        proxy_read_timeout 30s;
    }

    # The node's other paths (/liveness, /readiness) are for this machine.
    location / {
        return 404;
    }
}
`;
}
