import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const onvifUser = 'admin';
export const onvifPassword = 'Onv1f "pass" & more';

/** A recording as the double has it; times are of UTC. */
interface DoubleRecording {
  readonly token: string;
  readonly source: string;
  readonly from: string;
  readonly to: string;
  /** When it was begun and ended within; null = the double tells no states. */
  readonly states: readonly (readonly [at: string, isRecording: boolean])[] | null;
}

export interface OnvifDouble {
  readonly port: number;
  /** Names of the calls that it took, in order. */
  readonly calls: string[];
  readonly recordings: DoubleRecording[];
  /** What a picture is answered with; null = 404. */
  picture: Buffer | null;
  /** Answers every call instead of the double; null = it answers itself. */
  instead: ((call: string, response: ServerResponse) => void) | null;
  stop(): Promise<void>;
}

const channels = [
  { source: 'VideoSource_1', name: 'Gate north', main: 'Profile_1', sub: 'Profile_2' },
  { source: 'VideoSource_2', name: 'Loading bay', main: 'Profile_3', sub: 'Profile_4' },
];

const envelope = (body: string) => `<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope" xmlns:tds="http://www.onvif.org/ver10/device/wsdl"
 xmlns:trt="http://www.onvif.org/ver10/media/wsdl" xmlns:tse="http://www.onvif.org/ver10/search/wsdl"
 xmlns:trp="http://www.onvif.org/ver10/replay/wsdl" xmlns:tt="http://www.onvif.org/ver10/schema"
 xmlns:wsnt="http://docs.oasis-open.org/wsn/b-2"><SOAP-ENV:Body>${body}</SOAP-ENV:Body></SOAP-ENV:Envelope>`;

const fault = (code: string, reason: string) =>
  envelope(`<SOAP-ENV:Fault><SOAP-ENV:Code><SOAP-ENV:Value>SOAP-ENV:Sender</SOAP-ENV:Value><SOAP-ENV:Subcode>
<SOAP-ENV:Value>ter:${code}</SOAP-ENV:Value></SOAP-ENV:Subcode></SOAP-ENV:Code><SOAP-ENV:Reason>
<SOAP-ENV:Text xml:lang="en">${reason}</SOAP-ENV:Text></SOAP-ENV:Reason></SOAP-ENV:Fault>`);

const between = (xml: string, name: string) =>
  new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)<`).exec(xml)?.[1] ?? '';

/** WS-Security: Base64(SHA-1(nonce + created + password)). */
function isLetIn(xml: string): boolean {
  const [user, digest] = [between(xml, 'Username'), between(xml, 'Password')];
  const nonce = Buffer.from(between(xml, 'Nonce'), 'base64');
  const made = createHash('sha1').update(nonce).update(between(xml, 'Created')).update(onvifPassword).digest('base64');
  return user === onvifUser && digest === made && nonce.length >= 8;
}

const profile = (token: string, { source, name }: (typeof channels)[number], width: number, height: number) => `
<trt:Profiles token="${token}" fixed="true"><tt:Name>${token}</tt:Name>
<tt:VideoSourceConfiguration token="VSC_${source}"><tt:Name>${name}</tt:Name><tt:UseCount>2</tt:UseCount>
<tt:SourceToken>${source}</tt:SourceToken></tt:VideoSourceConfiguration>
<tt:VideoEncoderConfiguration token="VEC_${token}"><tt:Name>${token}</tt:Name><tt:Encoding>H264</tt:Encoding>
<tt:Resolution><tt:Width>${width}</tt:Width><tt:Height>${height}</tt:Height></tt:Resolution></tt:VideoEncoderConfiguration>
</trt:Profiles>`;

/**
 * A recorder with two channels that speaks ONVIF: Profile S, and of Profile G search and replay. It checks the digest of
 * each call but that for its clock, and that of HTTP for pictures.
 */
export async function startOnvifDouble(): Promise<OnvifDouble> {
  // A gateway that ends may break off what it was sending.
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const searches = new Map<string, DoubleRecording[]>();
  const double: OnvifDouble = {
    port,
    calls: [],
    recordings: [],
    picture: null,
    instead: null,
    stop: () =>
      new Promise((stopped) => {
        server.closeAllConnections();
        server.close(() => stopped());
      }),
  };

  const service = (space: string, path: string) =>
    `<tds:Service><tds:Namespace>http://www.onvif.org/ver10/${space}/wsdl</tds:Namespace>
<tds:XAddr>http://10.99.99.99:8899${path}</tds:XAddr><tds:Version><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tds:Version></tds:Service>`;
  // The address that it knows itself by, behind a router, is not the one that it is called at. As some recorders do, it
  // puts an account into the addresses that it tells.
  const services = () =>
    `<tds:GetServicesResponse>${service('device', '/onvif/device_service')}${service('media', '/onvif/media')}
${service('search', '/onvif/search')}${service('replay', '/onvif/replay')}</tds:GetServicesResponse>`;

  const answers: Readonly<Record<string, (xml: string) => string>> = {
    GetSystemDateAndTime: () => {
      const now = new Date();
      const date = `<tt:Date><tt:Year>${now.getUTCFullYear()}</tt:Year><tt:Month>${now.getUTCMonth() + 1}</tt:Month>
<tt:Day>${now.getUTCDate()}</tt:Day></tt:Date>`;
      const time = `<tt:Time><tt:Hour>${now.getUTCHours()}</tt:Hour><tt:Minute>${now.getUTCMinutes()}</tt:Minute>
<tt:Second>${now.getUTCSeconds()}</tt:Second></tt:Time>`;
      return `<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType>
<tt:UTCDateTime>${time}${date}</tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>`;
    },
    GetServices: services,
    GetProfiles: () =>
      `<trt:GetProfilesResponse>${channels
        .map((one) => profile(one.sub, one, 640, 360) + profile(one.main, one, 2560, 1440))
        .join('')}</trt:GetProfilesResponse>`,
    GetStreamUri: (xml) =>
      `<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>rtsp://admin:t0ld@twice@10.99.99.99:8554/live/${between(xml, 'ProfileToken')}?transport=tcp&amp;x=1</tt:Uri>
<tt:Timeout>PT60S</tt:Timeout></trt:MediaUri></trt:GetStreamUriResponse>`,
    GetSnapshotUri: (xml) =>
      `<trt:GetSnapshotUriResponse><trt:MediaUri><tt:Uri>http://admin:t0ld@10.99.99.99:8899/snapshot/${between(xml, 'ProfileToken')}</tt:Uri>
</trt:MediaUri></trt:GetSnapshotUriResponse>`,
    FindRecordings: (xml) => {
      const source = between(xml, 'Token');
      const token = `search-${searches.size + 1}`;
      searches.set(
        token,
        double.recordings.filter((one) => source === '' || one.source === source),
      );
      return `<tse:FindRecordingsResponse><tse:SearchToken>${token}</tse:SearchToken></tse:FindRecordingsResponse>`;
    },
    GetRecordingSearchResults: (xml) => {
      const found = searches.get(between(xml, 'SearchToken')) ?? [];
      const items = found.map(
        ({ token, source, from, to }) => `<tt:RecordingInformation><tt:RecordingToken>${token}</tt:RecordingToken>
<tt:Source><tt:SourceId>${source}</tt:SourceId><tt:Name>x</tt:Name></tt:Source>
<tt:EarliestRecording>${from}</tt:EarliestRecording><tt:LatestRecording>${to}</tt:LatestRecording>
<tt:RecordingStatus>Recording</tt:RecordingStatus></tt:RecordingInformation>`,
      );
      return `<tse:GetRecordingSearchResultsResponse><tse:ResultList><tt:SearchState>Completed</tt:SearchState>
${items.join('')}</tse:ResultList></tse:GetRecordingSearchResultsResponse>`;
    },
    FindEvents: (xml) => {
      const one = double.recordings.find(({ token }) => token === between(xml, 'IncludedRecordings'));
      if (!one?.states) throw new Error('OptionalActionNotImplemented');
      searches.set(`events-${one.token}`, [one]);
      return `<tse:FindEventsResponse><tse:SearchToken>events-${one.token}</tse:SearchToken></tse:FindEventsResponse>`;
    },
    GetEventSearchResults: (xml) => {
      const [one] = searches.get(between(xml, 'SearchToken')) ?? [];
      const items = (one?.states ?? []).map(
        ([time, isRecording]) => `<tt:Result><tt:RecordingToken>${one?.token}</tt:RecordingToken><tt:TrackToken/>
<tt:Time>${time}</tt:Time><tt:Event><wsnt:Topic>tns1:RecordingHistory/Recording/State</wsnt:Topic><wsnt:Message>
<tt:Message UtcTime="${time}"><tt:Source/><tt:Data><tt:SimpleItem Name="IsRecording" Value="${isRecording}"/></tt:Data></tt:Message>
</wsnt:Message></tt:Event><tt:StartStateEvent>false</tt:StartStateEvent></tt:Result>`,
      );
      return `<tse:GetEventSearchResultsResponse><tse:ResultList><tt:SearchState>Completed</tt:SearchState>${items.join('')}
</tse:ResultList></tse:GetEventSearchResultsResponse>`;
    },
    GetReplayUri: (xml) =>
      `<trp:GetReplayUriResponse><trp:Uri>rtsp://10.99.99.99:8554/replay/${between(xml, 'RecordingToken')}</trp:Uri></trp:GetReplayUriResponse>`,
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    if (request.method === 'GET') {
      picture(request, response);
      return;
    }
    const xml = Buffer.concat(pieces).toString('utf8');
    const call = /<(?:\w+:)?Body[^>]*>\s*<(?:\w+:)?(\w+)/.exec(xml)?.[1] ?? '';
    double.calls.push(call);
    if (double.instead) {
      double.instead(call, response);
      return;
    }
    const [status, made] = replyTo(call, xml);
    response.writeHead(status, { 'content-type': 'application/soap+xml; charset=utf-8' }).end(made);
  }

  function replyTo(call: string, xml: string): [status: number, xml: string] {
    if (call !== 'GetSystemDateAndTime' && !isLetIn(xml)) return [400, fault('NotAuthorized', 'Sender not Authorized')];
    try {
      const made = answers[call]?.(xml);
      return made === undefined ? [500, fault('ActionNotSupported', `no ${call}`)] : [200, envelope(made)];
    } catch (error) {
      return [500, fault('ActionNotSupported', String(error))];
    }
  }

  const nonce = 'dcd98b7102dd2f0e8b11d0f600bfb0c0';
  function picture({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
    const md5 = (text: string) => createHash('md5').update(text).digest('hex');
    const given = new Map(
      [...(headers.authorization ?? '').matchAll(/(\w+)="?((?:\\.|[^",\\])*)/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    );
    const secret = md5(`${onvifUser}:double:${onvifPassword}`);
    const right = md5(`${secret}:${nonce}:${given.get('nc')}:${given.get('cnonce')}:auth:${md5(`GET:${url}`)}`);
    if (given.get('response') !== right) {
      const challenge = `Digest realm="double", qop="auth", nonce="${nonce}", algorithm=MD5`;
      response.writeHead(401, { 'www-authenticate': challenge }).end();
      return;
    }
    double.calls.push(`GET ${url}`);
    if (double.picture) response.writeHead(200, { 'content-type': 'image/jpeg' }).end(double.picture);
    else response.writeHead(404).end();
  }

  return double;
}
