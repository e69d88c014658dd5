import { describe, expect, it } from 'vitest';
import { variableNames } from '../../src/platform/config.js';
import { configWarnings } from '../../src/platform/config-warnings.js';

describe('a variable that is not read', () => {
  it.each([
    ['TRUSTED_PROXY', 'TRUSTED_PROXIES'],
    ['API_TOKENS', 'API_TOKEN'],
    ['POSTGRES_URL', 'DATABASE_URL'],
    ['DATBASE_URL', 'DATABASE_URL'],
    ['DATADIR', 'DATA_DIR'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['SITE_TIMEZONE', 'SITE_TIME_ZONE'],
    ['ADMIN_PASWORD', 'ADMIN_PASSWORD'],
    ['ENCRYPTION_KEYS', 'ENCRYPTION_KEY'],
    ['DEVICES_PORT', 'DEVICE_PORT'],
    ['POSTERN_PORT', 'PORT'],
    ['POSTERN_API_TOKENS', 'API_TOKEN'],
  ])('%s is reported with the right name: %s', (name, known) => {
    expect(configWarnings({ [name]: 'something' })).toEqual([`Warning: ${name} is not read; ${known} is the name`]);
  });

  it('is reported without its value, and not if the right one is set or it is empty', () => {
    expect(configWarnings({ API_TOKENS: 'a-secret-of-somebody' }).join()).not.toContain('a-secret');
    expect(configWarnings({ POSTGRES_URL: 'postgres://a/b', DATABASE_URL: 'postgres://a/b' })).toEqual([]);
    expect(configWarnings({ API_TOKENS: ' ' })).toEqual([]);
  });

  it('is not searched among the variables of other programs', () => {
    const others = [
      ...'PATH HOME USER SHELL LANG LANGUAGE LC_ALL LC_TIME TZ TERM PWD OLDPWD HOSTNAME HOSTTYPE LOGNAME MAIL'.split(
        ' ',
      ),
      ...'EDITOR DISPLAY TMPDIR SHLVL COLORTERM LS_COLORS SSH_AUTH_SOCK DEBUG CI PORTS LOCAL HOSTS'.split(' '),
      ...'XDG_DATA_DIRS XDG_DATA_HOME XDG_RUNTIME_DIR DBUS_SESSION_BUS_ADDRESS DATA_HOME DOCKER_HOST DOCKER_TLS_VERIFY'.split(
        ' ',
      ),
      ...'PGHOST PGPORT PGUSER PGPASSWORD PGDATABASE PGDATA PGSSLMODE POSTGRES_USER POSTGRES_PASSWORD POSTGRES_DB'.split(
        ' ',
      ),
      ...'DATABASE_HOST DATABASE_USER DATABASE_PORT DATABASE_NAME DATABASE_PASSWORD REDIS_URL MONGO_URL'.split(' '),
      ...'NODE_ENV NODE_OPTIONS NODE_PATH NODE_EXTRA_CA_CERTS NODE_TLS_REJECT_UNAUTHORIZED NVM_DIR NVM_BIN'.split(' '),
      ...'npm_config_user_agent npm_lifecycle_event npm_package_name npm_config_cache INIT_CWD NPM_TOKEN CI_TOKEN'.split(
        ' ',
      ),
      ...'GH_TOKEN GITHUB_TOKEN GIT_TOKEN APP_TOKEN APP_PORT WEB_PORT HTTP_PORT API_KEY API_URL API_HOST APP_KEY'.split(
        ' ',
      ),
      ...'SSL_CERT SSL_KEY SSL_CERT_FILE SSL_CERT_DIR HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy ALL_PROXY'.split(' '),
      ...'KUBERNETES_PORT KUBERNETES_SERVICE_HOST POSTERN_SERVICE_HOST POSTERN_PORT_8088_TCP POSTERN_TEST_VOLUME'.split(
        ' ',
      ),
      ...'SYSTEMD_EXEC_PID INVOCATION_ID JOURNAL_STREAM NOTIFY_SOCKET LISTEN_FDS AWS_REGION VAULT_TOKEN VITEST'.split(
        ' ',
      ),
    ];
    expect(configWarnings(Object.fromEntries(others.map((name) => [name, 'x'])))).toEqual([]);
    expect(configWarnings({ POSTERN_PORT: 'tcp://10.0.0.7:8088' })).toEqual([]);
    expect(configWarnings(Object.fromEntries(variableNames.map((name) => [name, 'x'])))).toEqual([]);
  });
});

it('DEVICE_TLS=off causes a warning if nothing has TLS anyway', () => {
  const line = 'Warning: DEVICE_TLS=off changes nothing without TLS_CERT and DEVICE_PORT: no port has TLS';
  expect(configWarnings({ DEVICE_TLS: 'off' })).toEqual([line]);
  expect(configWarnings({ DEVICE_TLS: 'OFF' })).toEqual([line]);
  expect(configWarnings({ DEVICE_TLS: 'on' })).toEqual([]);
  expect(configWarnings({ DEVICE_TLS: 'off', DEVICE_PORT: '8090' })).toEqual([]);
});
