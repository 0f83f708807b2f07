import { z } from 'zod';
import { CALL_STATUSES } from '../call-report.js';
import { delayReason, facility, instant, list, mmsi, service, text, universalVoyage, unlocode } from './fields.js';
import { faultsOf, pathOf, type DcsaCall, type DcsaChecked, type DcsaRemark } from './told.js';

/** Of one message; a service has some ten vessels and forty calls each. */
export const MOST_CALLS = 2_000;

const location = z.discriminatedUnion('locationType', [
  z.object({ locationType: z.literal('UNLO'), UNLocationCode: unlocode }),
  z.object({ locationType: z.literal('FACS'), UNLocationCode: unlocode, facilitySMDGCode: facility }),
  z.object({ locationType: z.literal('ADDR') }),
], 'expected a locationType of UNLO, FACS or ADDR');

const timestamp = z.object({
  eventTypeCode: z.enum(['ARRI', 'DEPA'], 'expected ARRI or DEPA'),
  eventClassifierCode: z.enum(['PLN', 'EST', 'ACT'], 'expected PLN, EST or ACT'),
  eventDateTime: instant,
  delayReasonCode: delayReason.optional(),
  delayReasonCodes: list(delayReason, 5).optional(),
  changeRemark: z.string().max(250).optional(),
  facilityTypeCode: z.enum(['BRTH', 'PBPL'], 'expected BRTH or PBPL').default('BRTH'),
});

const transportCall = z.object({
  portVisitReference: text(50).optional(),
  transportCallReference: text(100),
  carrierImportVoyageNumber: text(50),
  carrierExportVoyageNumber: text(50).optional(),
  universalImportVoyageReference: universalVoyage.optional(),
  universalExportVoyageReference: universalVoyage.optional(),
  location: location.optional(),
  statusCode: text(4).optional(),
  statusCodes: list(text(4), 11).optional(),
  timestamps: list(timestamp, 100).default([]),
});

const vesselSchedule = z.object({
  vesselOperatorSMDGLinerCode: text(10),
  vesselIMONumber: z.string().regex(/^\d{7}$/, 'expected the seven digits of an IMO number').optional(),
  MMSINumber: mmsi.optional(),
  vesselName: text(35).optional(),
  vesselCallSign: text(10).optional(),
  isDummyVessel: z.boolean('expected true or false'),
  transportCalls: list(transportCall, MOST_CALLS).default([]),
}).superRefine((one, context) => {
  if (one.isDummyVessel ? !one.vesselName : !one.vesselIMONumber && !one.MMSINumber) {
    context.addIssue({ code: 'custom', params: { code: 'DCSA.NO_VESSEL' }, message: one.isDummyVessel ? 'expected vesselName, since a dummy vessel has nothing else' : 'expected vesselIMONumber or MMSINumber' });
  }
});

/** The body of OVS 3.0.2's service schedules, the parts that tell of calls. @source github dcsaorg/DCSA-OpenAPI ovs/v3/OVS_v3.0.2.yaml */
const serviceSchedules = list(z.object({
  carrierServiceName: text(50),
  carrierServiceCode: text(11),
  universalServiceReference: service.optional(),
  vesselSchedules: list(vesselSchedule, 500).default([]),
}), 100);

type TransportCall = z.output<typeof transportCall>;
type VesselSchedule = z.output<typeof vesselSchedule>;

/** Service schedules (OVS 3.0.2) as reports of calls: a transport call's reference is the call's. */
export function readSchedules(body: unknown): DcsaChecked {
  const checked = serviceSchedules.safeParse(body);
  if (!checked.success) return { ok: false, faults: faultsOf(checked.error, body) };
  const calls: DcsaCall[] = [];
  const ignored: DcsaRemark[] = [];
  for (const [s, service] of checked.data.entries()) {
    for (const [v, vessel] of service.vesselSchedules.entries()) {
      for (const [c, one] of vessel.transportCalls.entries()) {
        const path = ['vesselSchedules', v, 'transportCalls', c];
        const call = callOf(vessel, one, pathOf([s, ...path]), ignored);
        calls.push({ ...call, report: { ...call.report, serviceCode: service.carrierServiceCode, ...(service.universalServiceReference ? { universalServiceReference: service.universalServiceReference } : {}) } });
      }
    }
  }
  if (calls.length > MOST_CALLS) return { ok: false, faults: [{ code: 'DCSA.TOO_LARGE', path: '$', sentence: `$: found ${calls.length} transport calls; expected at most ${MOST_CALLS} in one message` }] };
  return { ok: true, told: { calls, ignored } };
}

function callOf(vessel: VesselSchedule, call: TransportCall, path: string, ignored: DcsaRemark[]): DcsaCall {
  const told = call.statusCodes ?? (call.statusCode === undefined ? undefined : [call.statusCode]);
  const statuses = told?.filter((one): one is (typeof CALL_STATUSES)[number] => (CALL_STATUSES as readonly string[]).includes(one));
  for (const code of told ?? []) if (!(CALL_STATUSES as readonly string[]).includes(code)) ignored.push({ code: 'DCSA.UNKNOWN_STATUS', path: `${path}.statusCodes`, sentence: `status ${code} is none of ${CALL_STATUSES.join(', ')}` });
  const { location } = call;
  if (location?.locationType === 'ADDR') ignored.push({ code: 'DCSA.NO_PLACE', path: `${path}.location`, sentence: 'an address says no port; expected UNLO or FACS' });
  return {
    path,
    report: {
      reference: call.transportCallReference,
      ...(vessel.vesselOperatorSMDGLinerCode === 'TBD' ? {} : { operator: vessel.vesselOperatorSMDGLinerCode }),
      ...(vessel.vesselIMONumber && !vessel.isDummyVessel ? { imo: vessel.vesselIMONumber } : {}), ...(vessel.MMSINumber && !vessel.isDummyVessel ? { mmsi: vessel.MMSINumber } : {}),
      ...(vessel.vesselName ? { vesselName: vessel.vesselName } : {}), ...(vessel.vesselCallSign ? { callSign: vessel.vesselCallSign } : {}),
      ...(call.portVisitReference ? { portVisitReference: call.portVisitReference } : {}),
      voyageIn: call.carrierImportVoyageNumber, ...(call.carrierExportVoyageNumber ? { voyageOut: call.carrierExportVoyageNumber } : {}),
      ...(call.universalImportVoyageReference ? { universalVoyageIn: call.universalImportVoyageReference } : {}), ...(call.universalExportVoyageReference ? { universalVoyageOut: call.universalExportVoyageReference } : {}),
      ...(location && location.locationType !== 'ADDR' ? { unlocode: location.UNLocationCode, ...(location.locationType === 'FACS' ? { terminal: location.facilitySMDGCode } : {}) } : {}),
      ...(statuses ? { statuses } : {}),
      ...becauseOf(call),
      timestamps: call.timestamps.map((one) => ({
        event: one.eventTypeCode, place: one.facilityTypeCode, classifier: one.eventClassifierCode, at: one.eventDateTime,
        reason: (one.delayReasonCodes ?? (one.delayReasonCode ? [one.delayReasonCode] : [])).join(' ') || null,
      })),
    },
  };
}

/** The sender's own words for it, where it has any. */
function becauseOf({ timestamps }: TransportCall): { because?: string } {
  const words = [...new Set(timestamps.flatMap((one) => one.changeRemark?.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim() ?? []))].filter(Boolean).join('; ').slice(0, 500).trim();
  return words ? { because: words } : {};
}
