import { asText, diagnose, exitCodes, type Diagnosis, type DoctorOptions } from '../../operations/doctor/doctor.js';
import { ConfigError } from '../../platform/config-error.js';
import { loadConfig } from '../../platform/config.js';

/** Settings that no gateway would start with are a fault like any other. */
function badSettings(error: ConfigError): Diagnosis {
  const findings = error.message.split('\n').map((words) => ({
    ...({ code: 'settings', severity: 'fault', params: { reason: words }, words } as const),
    todo: 'Mend the environment of the gateway: it does not start like this.',
  }));
  return { status: 'faults', lines: [{ id: 'settings', severity: 'fault', findings }] };
}

/**
 * What the doctor says of the gateway that the environment describes.
 * @returns the output and the exit code: 0 all is well, 1 warnings, 2 faults
 */
export async function doctor(
  { json = false }: { json?: boolean },
  env: NodeJS.ProcessEnv,
  options: DoctorOptions = {},
): Promise<{ out: string; code: number }> {
  const found = await diagnosed(env, options);
  return { out: json ? JSON.stringify(found, null, 2) : asText(found), code: exitCodes[found.status] };
}

async function diagnosed(env: NodeJS.ProcessEnv, options: DoctorOptions): Promise<Diagnosis> {
  try {
    return await diagnose(loadConfig(env), options);
  } catch (error) {
    if (error instanceof ConfigError) return badSettings(error);
    throw error;
  }
}
