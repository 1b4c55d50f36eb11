# For production. The app: as it is. The worker: `node server/worker.ts`. Both need DATABASE_URL and NEXTAUTH_SECRET.

FROM node:24-slim AS build
WORKDIR /sitrep
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN node scripts/build.ts

FROM node:24-slim AS packages
WORKDIR /sitrep
COPY package.json package-lock.json .npmrc ./
# Optional packages are PostgreSQL's own binaries and the compilers of the build.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /sitrep
COPY --from=packages /sitrep/node_modules node_modules
# The start compares them with those of the build, so they are the same files.
COPY package.json package-lock.json proxy.ts next.config.ts postcss.config.mjs tsconfig.json ./
COPY app app
COPY components components
COPY lib lib
COPY db db
COPY public public
COPY server server
COPY --from=build /sitrep/.next .next
# What a start remembers, for the next one: a volume mounted there takes over whose it is.
RUN mkdir -m 700 .data && chown node:node .data
USER node
EXPOSE 3000
# Alive is whatever answers: away from its database it says 503, and holds the last state that stakeholders are shown.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/api/health').then(() => process.exit(0), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
