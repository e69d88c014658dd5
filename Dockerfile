# syntax=docker/dockerfile:1
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build
# What `npm pack` takes is what runs: the image has nothing else.
RUN npm pack --ignore-scripts --pack-destination /tmp && mkdir /package && tar -xzf /tmp/postern-*.tgz -C /package --strip-components=1

FROM node:24-bookworm-slim AS modules
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM node:24-bookworm-slim
# The heap has the bound that `npm start` gives it.
ENV NODE_ENV=production NODE_OPTIONS=--max-old-space-size=768 HOST=0.0.0.0 PORT=8088 DATA_DIR=/data
WORKDIR /app
# Not 0700: whoever runs the container as root has PostgreSQL run as the owner of this folder.
# A new volume has the owner of the folder that it is put on: /backups is that of deploy/compose.
RUN install -d -o node -g node -m 0755 /data /backups
COPY --from=modules /app/node_modules node_modules
COPY --from=build /package ./
RUN chmod +x dist/src/tools/postern/main.js && ln -s /app/dist/src/tools/postern/main.js /usr/local/bin/postern
USER node
VOLUME /data
EXPOSE 8088
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "const { PORT, TLS_CERT } = process.env; process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; fetch(`${TLS_CERT ? 'https' : 'http'}://127.0.0.1:${PORT}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# node itself is process 1, so that SIGTERM reaches it; the exec form keeps a shell from swallowing it.
CMD ["postern", "start"]
