import { firstStates, type FirstState } from '../../modules/attendance/attendance-settings.service.js';
import { qrProviders, type QrProviderName } from '../../modules/qrCode/qr-settings.js';
import { badgeSizes, type BadgeSize } from '../../modules/visitor/badge-settings.js';
import { nationalIdRules, type NationalIdRule } from '../../modules/visitor/national-id.js';
import { locales, type Locale } from '../../protocol/access-push/words/locales.js';
import type { Kept } from '../../operations/retention/retention-settings.js';
import { siteSettings, type SiteSetting } from '../../platform/site.js';
import { RetentionBody, RetentionSettingsView } from './retention.dto.js';
import { Flag, Int, Num, OneOf, Part, Shown, Text, Texts } from '../common/fields.js';

const providers =
  'What QR codes of persons and visitors carry: credential = a card number for a short while; vendor-2 = experimental, the scheme 2 of the vendor';
const seconds = 'How many seconds a QR code is good for; a vendor-2 code at most 60';
const template =
  'Text of a vendor-2 code before it is encrypted, of {pin}, {issued} and {expires} (seconds since 1970)';
const applications =
  'The first state of applications for punches, overtime and leave: approved, because the sender has decided, or pending until an operator decides';
const limit = 'Degrees Celsius from which on a measured temperature is abnormal';
const levels = 'Visitor levels of a visitor for whom none are named';
const siteName = 'Name of the site; empty until it has one';
const zone = 'IANA time zone of the site, and of devices without one of their own; SITE_TIME_ZONE fixes it';
const language = 'Language of event names; LOCALE fixes it';
const idRule = 'Whose rule the numbers of national identity cards (certType 2) of visitors have to follow';

const pictures = 'Days for which pictures of events and of parking are kept; null = for ever: retention.pictureDays';
const kept = 'For how long things are kept that grow; GET /retention tells how large they are';
const badge = 'What is printed for visitors';
const badgeSize = 'Millimetres of the label, width by height; a6 = 105x148';

class BadgeBody {
  @OneOf(badgeSize, badgeSizes, { optional: true }) size?: BadgeSize;
  @Flag('With the photo of the visitor', { optional: true }) photo?: boolean;
  @Flag('With the QR code by which they leave', { optional: true }) qr?: boolean;
}

export class BadgeView {
  @Shown(badgeSize, { enum: badgeSizes }) size!: BadgeSize;
  @Shown('With the photo of the visitor') photo!: boolean;
  @Shown('With the QR code by which they leave') qr!: boolean;
}

export class SettingsBody {
  @Flag("Devices that support it get a key for the vendor's QR codes (scheme 2)", { optional: true })
  vendorQrCode?: boolean;
  @OneOf(providers, qrProviders, { optional: true }) qrProvider?: QrProviderName;
  @Int(seconds, { optional: true, min: 5, max: 86_400 }) qrSeconds?: number;
  @Text(template, { optional: true, min: 1, max: 100 }) qrTemplate?: string;
  @OneOf(applications, firstStates, { optional: true }) attendanceApplications?: FirstState;
  @Num(limit, { optional: true, min: 30, max: 45 }) temperatureLimit?: number;
  @Texts(levels, { optional: true }) visitorLevelIds?: string[];
  @OneOf(idRule, nationalIdRules, { optional: true }) nationalIdRule?: NationalIdRule;
  @Text(siteName, { optional: true, max: 100 }) siteName?: string;
  @Text(zone, { optional: true, min: 1, max: 64, example: 'Europe/Madrid' }) siteTimeZone?: string;
  @OneOf(language, locales, { optional: true }) locale?: Locale;
  @Int(pictures, { optional: true, nullable: true, min: 1, max: 36_500 }) retentionDays?: number | null;
  @Part(kept, () => RetentionBody, { optional: true }) retention?: Partial<Kept>;
  @Part(badge, () => BadgeBody, { optional: true }) badge?: BadgeBody;
}

export class SettingsView {
  @Shown("Whether devices get a key for the vendor's QR codes (scheme 2)") vendorQrCode!: boolean;
  @Shown(providers, { enum: qrProviders }) qrProvider!: QrProviderName;
  @Shown(seconds) qrSeconds!: number;
  @Shown(template) qrTemplate!: string;
  @Shown(applications, { enum: firstStates }) attendanceApplications!: FirstState;
  @Shown(limit) temperatureLimit!: number;
  @Shown(levels) visitorLevelIds!: string[];
  @Shown(idRule, { enum: nationalIdRules }) nationalIdRule!: NationalIdRule;
  @Shown(siteName) siteName!: string;
  @Shown(zone) siteTimeZone!: string;
  @Shown(language, { enum: locales }) locale!: Locale;
  @Shown(pictures, { nullable: true, type: Number }) retentionDays!: number | null;
  @Shown(kept, { type: RetentionSettingsView }) retention!: Kept;
  @Shown(badge, { type: BadgeView }) badge!: BadgeView;
  @Shown('Message brokers that are set: mqtt, nats, kafka', { type: [String] }) brokers!: string[];
  @Shown('What the environment fixes: it cannot be changed here', { enum: siteSettings, isArray: true })
  fixed!: SiteSetting[];
}
