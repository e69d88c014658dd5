# syntax=docker/dockerfile:1
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-bookworm-slim AS modules
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8088 DATA_DIR=/data
WORKDIR /app
# Not 0700: whoever runs the container as root has PostgreSQL run as the owner of this folder.
RUN install -d -o node -g node -m 0755 /data
COPY --from=modules /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json LICENSE README.md ./
COPY scripts/usage.mjs scripts/
USER node
VOLUME /data
EXPOSE 8088
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "const { PORT, TLS_CERT } = process.env; process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; fetch(`${TLS_CERT ? 'https' : 'http'}://127.0.0.1:${PORT}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# node itself is process 1, so that SIGTERM reaches it; the exec form keeps a shell from swallowing it.
CMD ["node", "--max-old-space-size=768", "dist/src/main.js"]
