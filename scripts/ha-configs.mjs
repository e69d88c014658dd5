import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What Patroni, HAProxy, pgbouncer and Caddy read, for the nodes and ports of one run of `test:ha`. */
export function writeConfigs({ folder, root, nodes, ports, user: { uid, gid } }) {
  for (const { name, pg: port, rest } of nodes) {
    mkdirSync(join(folder, name), { mode: 0o700 });
    execFileSync('chown', [`${uid}:${gid}`, join(folder, name)]);
    const config = `
scope: postern
name: ${name}
restapi: {listen: '127.0.0.1:${rest}', connect_address: '127.0.0.1:${rest}'}
etcd3: {host: '127.0.0.1:${ports.etcd}'}
bootstrap:
  dcs:
    ttl: 6
    loop_wait: 1
    retry_timeout: 2
    synchronous_mode: true
    synchronous_mode_strict: true
    postgresql: {use_pg_rewind: false, parameters: {max_connections: 200, max_locks_per_transaction: 256, jit: 'off'}}
  initdb: [{encoding: UTF8}, {locale: C}, data-checksums]
  pg_hba: ['local all all trust', 'host all all 127.0.0.1/32 trust', 'host replication all 127.0.0.1/32 trust']
postgresql:
  listen: 127.0.0.1:${port}
  connect_address: 127.0.0.1:${port}
  data_dir: ${join(folder, name, 'data')}
  bin_dir: ${join(root, 'usr/lib/postgresql/15/bin')}
  pgpass: ${join(folder, name, 'pgpass')}
  authentication: {superuser: {username: postern, password: x}, replication: {username: replicator, password: x}}
  parameters: {unix_socket_directories: '${join(folder, name)}'}
`;
    writeFileSync(join(folder, `${name}.yml`), config);
  }
  const servers = nodes.map(({ name, pg: port, rest }) => `  server ${name} 127.0.0.1:${port} check port ${rest}`);
  const proxy = `
global
  maxconn 2000
defaults
  timeout connect 2s
  timeout client 75s
  timeout server 75s
listen postgres
  bind 127.0.0.1:${ports.haPg}
  mode tcp
  option httpchk GET /primary
  http-check expect status 200
  default-server inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions
${servers.join('\n')}
listen gateways
  bind 127.0.0.1:${ports.haWeb}
  mode http
  balance roundrobin
  option httpchk GET /health/ready
  default-server check inter 500ms fall 1 rise 1
  server g1 127.0.0.1:${ports.g1}
  server g2 127.0.0.1:${ports.g2}
`;
  writeFileSync(join(folder, 'haproxy.cfg'), proxy);
  writeFileSync(join(folder, 'users.txt'), '"postern" "x"\n');
  const bouncer = `[databases]
postern = host=127.0.0.1 port=${ports.haPg} dbname=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${ports.bouncer}
unix_socket_dir =
auth_type = any
auth_file = ${join(folder, 'users.txt')}
pool_mode = transaction
default_pool_size = 30
server_login_retry = 1
ignore_startup_parameters = extra_float_digits
`;
  // auth_type = any takes the user from the database's line.
  writeFileSync(join(folder, 'bouncer.ini'), bouncer.replace('dbname=postgres', 'dbname=postgres user=postern'));
  const caddy = `{
  admin off
  auto_https off
}
http://127.0.0.1:${ports.caddy} {
  reverse_proxy 127.0.0.1:${ports.haWeb} {
    flush_interval -1
  }
}
`;
  writeFileSync(join(folder, 'Caddyfile'), caddy);
}
