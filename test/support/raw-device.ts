import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { expect } from 'vitest';
import type { TestApp } from './app.js';

export interface RawAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
}

export interface RawRequest {
  readonly body?: string | Buffer;
  readonly headers?: Record<string, string>;
  /** Another loopback address for calls. */
  readonly from?: string;
}

/** One request without the headers that fetch would add: no content type, no cookie. */
export function send(url: string, method: string, path: string, options: RawRequest = {}): Promise<RawAnswer> {
  const { body = '', headers = {}, from } = options;
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const call = request(
      { hostname, port, method, path, headers, agent: false, ...(from ? { localAddress: from } : {}) },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(parts).toString(),
            headers: response.headers,
          }),
        );
      },
    );
    call.on('error', reject);
    call.end(method === 'GET' && body === '' ? undefined : body);
  });
}

/** Sends bytes unchanged; returns everything that comes back until the server closes. */
export function sendBytes(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('data', (part) => parts.push(part));
    socket.on('error', reject);
    socket.on('close', () => resolve(Buffer.concat(parts).toString()));
  });
}

/** A controller's side of the protocol, without a library: each call returns status and text as they arrived. */
export class RawDevice {
  constructor(
    private readonly app: Pick<TestApp, 'url'>,
    readonly sn: string,
  ) {}

  get(path: string, options?: RawRequest): Promise<RawAnswer> {
    return send(this.app.url, 'GET', this.addressed(path), options);
  }

  post(path: string, body: string | Buffer = '', options: RawRequest = {}): Promise<RawAnswer> {
    return send(this.app.url, 'POST', this.addressed(path), { ...options, body });
  }

  /** Whoever has never registered is told to after two minutes, which a test may take on a busy machine, and polls on. */
  async poll(): Promise<string> {
    const first = await this.get('/iclock/getrequest');
    const { status, text } = first.status === 401 ? await this.get('/iclock/getrequest') : first;
    expect(status).toBe(200);
    return text;
  }

  /** Result lines as a device posts them; the answer is OK whatever they contain. */
  async result(body: string): Promise<void> {
    expect(await brief(this.post('/iclock/devicecmd', body))).toEqual([200, 'OK']);
  }

  async events(body: string | Buffer): Promise<void> {
    expect(await brief(this.post('/iclock/cdata?table=rtlog', body))).toEqual([200, 'OK']);
  }

  private addressed(path: string): string {
    return `${path}${path.includes('?') ? '&' : '?'}SN=${this.sn}`;
  }
}

export const brief = async (answer: Promise<RawAnswer>): Promise<readonly [number, string]> => {
  const { status, text } = await answer;
  return [status, text];
};

/** An approved device that has never registered: sync sends it nothing, so it only gets the test's own commands. */
export async function approved(app: TestApp, sn: string): Promise<RawDevice> {
  expect((await app.admin('POST', '/devices', { sn })).status).toBe(201);
  return new RawDevice(app, sn);
}

/** The manual's registration (Access PUSH 4.4), without line breaks. */
export const printedRegistration =
  'DeviceType=acc,~DeviceName=F20/M,FirmVer=Ver 8.0.1.3-20151229,PushVersion=Ver 2.0.22-20161201,CommType=ethernet,' +
  'MaxPackageSize=2048000,LockCount=1,ReaderCount=2,AuxInCount=0,AuxOutCount=0,MachineType=101,~IsOnlyRFMachine=0,' +
  '~MaxUserCount=50,~MaxAttLogCount=10,~MaxUserFingerCount=10,MThreshold=60,IPAddress=192.168.213.221,' +
  'NetMask=255.255.255.0,GATEIPAddress=192.168.213.1,~ZKFPVersion=10,IclockSvrFun=1,OverallAntiFunOn=0,' +
  '~REXInputFunOn=0,~CardFormatFunOn=0,~SupAuthrizeFunOn=0,~ReaderCFGFunOn=0,~ReaderLinkageFunOn=0,' +
  '~RelayStateFunOn=1,~Ext485ReaderFunOn=0,~TimeAPBFunOn=0,~CtlAllRelayFunOn=0,~LossCardFunOn=0,SimpleEventType=1,' +
  'VerifyStyles=ff7f0000,EventTypes=BF0FE03D30000100000000007000000000000000000000000077002001000000,' +
  'DisableUserFunOn=0,DeleteAndFunOn=0,LogIDFunOn=0,DateFmtFunOn=0,DelAllLossCardFunOn=0,AutoClearDay=0,' +
  'FirstDelayDay=0,DelayDay=0,StopAllVerify=0,FvFunOn=0,FaceFunOn=0,FingerFunOn=1,CameraOpen=1,' +
  'AccSupportFunList=0101010000111000000111010100011010,AutoServerFunOn=1,DelayOpenDoorFunOn=1,' +
  'UserOpenDoorDelayFunOn=1,MultiCardInterTimeFunOn=1,OutRelaySetFunOn=1,MachineTZFunOn=1,DSTFunOn=1,' +
  'CardSiteCodeFunOn=1,MulCardUserFunOn=1,UserNameFunOn=1,StringPinFunOn=1,MaxLockCount=4,MaxZigbeeCount=3,' +
  'MaxMCUCardBits=37,SupportReaderType=1,authKey=dassas';

/** Registers, and returns the code of the answer. */
export const registryCode = async (device: RawDevice, body = printedRegistration): Promise<string> => {
  const { status, text } = await device.post('/iclock/registry', body);
  expect(status).toBe(200);
  expect(text).toMatch(/^RegistryCode=[A-Za-z0-9]{24,32}$/);
  return text.slice('RegistryCode='.length);
};

export const sessionIn = (text: string): string => /^SessionID=([0-9a-f]{32})$/m.exec(text)?.[1] ?? 'none';
