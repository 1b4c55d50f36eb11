import { jsonResponse, route } from '#lib/http/route.ts'
import { openApiText } from '#lib/openapi/document.ts'

/** The description of this API in OpenAPI 3.1. */
export const GET = route(async () => jsonResponse(openApiText()))
