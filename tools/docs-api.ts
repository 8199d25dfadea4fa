/** `npm run docs:api`: writes docs/api.md, which `npm run docs:check` holds to the types. */
import { writeFileSync } from "node:fs";
import { API_PAGE, apiText } from "./checks/docs/api.ts";

writeFileSync(API_PAGE, apiText());
