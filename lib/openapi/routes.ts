/** Every address of the API, a row each. A test holds the rows to the handlers, both ways. */
import type { ApiRoute } from './route.ts'
import { deliveryRoutes } from './routes/deliveries.ts'
import { documentRoutes } from './routes/documents.ts'
import { fileRoutes } from './routes/files.ts'
import { followUpRoutes } from './routes/follow-ups.ts'
import { incidentRoutes } from './routes/incidents.ts'
import { linkRoutes } from './routes/links.ts'
import { logRoutes } from './routes/log.ts'
import { operationRoutes } from './routes/operation.ts'
import { peopleRoutes } from './routes/people.ts'
import { reportRoutes } from './routes/report.ts'
import { stakeholderRoutes } from './routes/stakeholders.ts'
import { updateRoutes } from './routes/updates.ts'
import { webhookRoutes } from './routes/webhooks.ts'

export const apiRoutes: readonly ApiRoute[] = [
  ...incidentRoutes,
  ...logRoutes,
  ...reportRoutes,
  ...documentRoutes,
  ...linkRoutes,
  ...followUpRoutes,
  ...fileRoutes,
  ...deliveryRoutes,
  ...peopleRoutes,
  ...stakeholderRoutes,
  ...updateRoutes,
  ...webhookRoutes,
  ...operationRoutes,
]
