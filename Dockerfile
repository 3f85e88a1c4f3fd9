# syntax=docker/dockerfile:1

# The program runs from its TypeScript sources, so an image is the sources, the catalog and production dependencies.
FROM node:26-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No scripts: production dependencies have none, and the pinned Node of the development set is not needed here.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:26-slim
WORKDIR /app
# Inside a container, loopback is a place that no published port reaches; publish the port on the host's loopback.
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY catalog ./catalog
COPY src ./src
# The only place that the program writes to. A named volume takes over this owner.
RUN mkdir data && chown node:node data
VOLUME /app/data
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1 and gets SIGTERM, with no npm or shell between. It starts no processes of its own, so it
# has none to reap; run with --init all the same if you add something that does.
CMD ["node", "src/start.js", "main"]
