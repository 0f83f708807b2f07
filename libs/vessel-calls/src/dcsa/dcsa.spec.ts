import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '#common';
import { readPortCalls, readSchedules, type DcsaChecked } from '#vessel-calls';

type Json = Record<string, unknown> & { [key: string]: Json } & Json[];
const fixture = (name: string) => JSON.parse(readFileSync(join(projectRoot(), 'test/fixtures/dcsa', name), 'utf8')) as Json;
const schedules = (change: (body: Json) => void = () => undefined) => { const body = fixture('service-schedules.json'); change(body); return readSchedules(body); };
const portCalls = (change: (body: Json) => void = () => undefined) => { const body = fixture('port-calls.json'); change(body); return readPortCalls(body); };
const told = (checked: DcsaChecked) => { if (!checked.ok) throw new Error(JSON.stringify(checked.faults)); return checked.told; };
const faults = (checked: DcsaChecked) => (checked.ok ? [] : checked.faults.map(({ code, path }) => [code, path]));

describe('service schedules (OVS 3.0.2)', () => {
  it('are a report for each transport call, under its reference', () => {
    const { calls } = told(schedules());
    expect(calls.map(({ path, report }) => [path, report.reference])).toEqual([
      ['$[0].vesselSchedules[0].transportCalls[0]', 'SR00006X-9074729-2627W-USLGB-EAST-1-1'], ['$[0].vesselSchedules[0].transportCalls[1]', 'SR00006X-9074729-2627W-USOAK-NORTH-1-2'],
      ['$[0].vesselSchedules[0].transportCalls[2]', 'SR00006X-9074729-2627W-YARD-1-3'], ['$[0].vesselSchedules[1].transportCalls[0]', 'SR00006X-HWSTBN1-2629W-USLGB-EAST-1-1'],
    ]);
    expect(calls[0]?.report).toEqual({
      reference: 'SR00006X-9074729-2627W-USLGB-EAST-1-1', operator: 'HWS', imo: '9074729', vesselName: 'Harbour Lark', callSign: 'V7HL4', portVisitReference: 'USLGB2601234', serviceCode: 'TP6', universalServiceReference: 'SR00006X',
      voyageIn: '027W', voyageOut: '028E', universalVoyageIn: '2627W', universalVoyageOut: '2628E', unlocode: 'USLGB', terminal: 'EAST', because: 'Fog at the breakwater',
      timestamps: [
        { event: 'ARRI', place: 'BRTH', classifier: 'PLN', at: '2018-07-26T06:00:00-07:00', reason: null }, { event: 'ARRI', place: 'BRTH', classifier: 'EST', at: '2018-07-26T18:00:00-07:00', reason: 'WEA STR' },
        { event: 'ARRI', place: 'PBPL', classifier: 'EST', at: '2018-07-26T15:00:00-07:00', reason: null }, { event: 'DEPA', place: 'BRTH', classifier: 'EST', at: '2018-07-28T20:00:00-07:00', reason: null },
      ],
    });
  });

  it('say what is off schedule: statusCodes go before statusCode, what we do not know is named and left out', () => {
    const { calls, ignored } = told(schedules());
    expect(calls.map(({ report }) => report.statuses)).toEqual([undefined, ['OMIT'], undefined, ['SLID', 'PHIN', 'BUNK']]);
    expect(told(schedules((body) => { Reflect.deleteProperty(body[0]!['vesselSchedules']![0]!['transportCalls']![1]!, 'statusCodes'); })).calls[1]?.report.statuses).toEqual(['ADHO']);
    expect(ignored.map(({ code, path }) => [code, path])).toEqual([
      ['DCSA.NO_PLACE', '$[0].vesselSchedules[0].transportCalls[2].location'], ['DCSA.UNKNOWN_STATUS', '$[0].vesselSchedules[1].transportCalls[0].statusCodes'],
    ]);
  });

  it('of a dummy vessel name it alone; an operator that is to be defined is none', () => {
    expect(told(schedules()).calls[3]?.report).toMatchObject({ vesselName: 'HWSTBN1' });
    expect(told(schedules()).calls[3]?.report).not.toHaveProperty('operator');
    expect(told(schedules()).calls[3]?.report).not.toHaveProperty('imo');
  });

  it('are refused with a code and a path for each fault', () => {
    const checked = schedules((body) => {
      Reflect.deleteProperty(body[0]!, 'carrierServiceCode');
      const [lark, dummy] = body[0]!['vesselSchedules'] as unknown as [Json, Json];
      lark['vesselIMONumber'] = '907472' as unknown as Json;
      Reflect.deleteProperty(dummy, 'vesselName');
      const call = lark['transportCalls']![0]!;
      delete (call as Record<string, unknown>)['transportCallReference'];
      call['universalImportVoyageReference'] = '27W' as unknown as Json;
      call['location']!['UNLocationCode'] = 'LONG BEACH' as unknown as Json;
      call['timestamps']![0]!['eventDateTime'] = '2018-07-26T06:00:00' as unknown as Json;
      call['timestamps']![1]!['eventClassifierCode'] = 'REQ' as unknown as Json;
      call['timestamps']![2]!['delayReasonCode'] = 'FOGGY' as unknown as Json;
    });
    expect(faults(checked)).toEqual([
      ['DCSA.MISSING', '$[0].carrierServiceCode'],
      ['DCSA.FORMAT', '$[0].vesselSchedules[0].vesselIMONumber'],
      ['DCSA.MISSING', '$[0].vesselSchedules[0].transportCalls[0].transportCallReference'],
      ['DCSA.FORMAT', '$[0].vesselSchedules[0].transportCalls[0].universalImportVoyageReference'],
      ['DCSA.FORMAT', '$[0].vesselSchedules[0].transportCalls[0].location.UNLocationCode'],
      ['DCSA.FORMAT', '$[0].vesselSchedules[0].transportCalls[0].timestamps[0].eventDateTime'],
      ['DCSA.VALUE', '$[0].vesselSchedules[0].transportCalls[0].timestamps[1].eventClassifierCode'],
      ['DCSA.FORMAT', '$[0].vesselSchedules[0].transportCalls[0].timestamps[2].delayReasonCode'],
      ['DCSA.NO_VESSEL', '$[0].vesselSchedules[1]'],
    ]);
    expect(checked.ok ? '' : checked.faults[1]?.sentence).toBe('$[0].vesselSchedules[0].vesselIMONumber: found "907472"; expected the seven digits of an IMO number');
    expect(faults(readSchedules({}))).toEqual([['DCSA.TYPE', '$']]);
    expect(faults(readSchedules(undefined))).toEqual([['DCSA.MISSING', '$']]);
  });

  it('with more calls than a message may have are refused whole', () => {
    expect(faults(schedules((body) => { const calls = body[0]!['vesselSchedules']![0]!['transportCalls']!; for (let n = 0; n < 1_999; n += 1) calls.push(calls[0]!); }))).toEqual([['DCSA.TOO_LARGE', '$[0].vesselSchedules[0].transportCalls']]);
  });
});

describe('port calls with their timestamps (JIT 2.0)', () => {
  it('are a report for each terminal call: berth and pilot station, requests too; the start of cargo work is its phase', () => {
    const { calls, ignored } = told(portCalls());
    expect(calls).toEqual([{ path: '$.terminalCalls[0]', report: {
      reference: 'SR00006X-9074729-2627W-USLGB-EAST-1-1', imo: '9074729', mmsi: '538001234', vesselName: 'Harbour Lark', callSign: 'V7HL4', unlocode: 'USLGB', terminal: 'EAST', portVisitReference: 'USLGB2601234', sequence: 1,
      serviceCode: 'TP6', universalServiceReference: 'SR00006X', voyageIn: '027W', universalVoyageIn: '2627W', phase: 'working', because: 'The berth is taken until eight',
      timestamps: [
        { event: 'ARRI', place: 'BRTH', classifier: 'EST', at: '2018-07-26T06:00:00-07:00', reason: null }, { event: 'ARRI', place: 'BRTH', classifier: 'REQ', at: '2018-07-26T09:00:00-07:00', reason: 'CON' },
        { event: 'ARRI', place: 'PBPL', classifier: 'PLN', at: '2018-07-26T07:00:00-07:00', reason: null },
      ],
    } }]);
    expect(ignored).toEqual([{ code: 'DCSA.OTHER_SERVICE', path: '$.timestamps[4]', sentence: 'PLN of TOWAGE STRT is neither the vessel\'s arrival nor its departure' }]);
  });

  it('omitted, as a terminal call or with its whole port call, is OMIT; a cancelled service tells no time', () => {
    for (const list of ['portCalls', 'terminalCalls']) expect(told(portCalls((body) => { body[list]![0]!['omitted'] = true as unknown as Json; })).calls[0]?.report.statuses).toEqual(['OMIT']);
    const { calls, ignored } = told(portCalls((body) => { body['portCallServices']![1]!['cancelled'] = true as unknown as Json; }));
    expect([calls[0]?.report.timestamps?.length, ignored[0]?.code]).toEqual([2, 'DCSA.CANCELLED']);
  });

  it('are refused where an id leads to nothing in the same message, and with a code and a path for each fault', () => {
    expect(faults(portCalls((body) => { body['portCalls'] = [] as unknown as Json; body['portCallServices']!.splice(3, 1); }))).toEqual([['DCSA.UNKNOWN_REFERENCE', '$.terminalCalls[0].portCallID'], ['DCSA.UNKNOWN_REFERENCE', '$.timestamps[4].portCallServiceID']]);
    expect(faults(portCalls((body) => {
      body['portCalls']![0]!['vessel'] = {} as unknown as Json;
      body['timestamps']![0]!['timestampID'] = '1' as unknown as Json;
      body['timestamps']![1]!['classifierCode'] = 'DEC' as unknown as Json;
      delete (body['timestamps']![2] as Record<string, unknown>)['dateTime'];
      body['portCallServices']![0]!['portCallServiceLocation']!['facility']!['facilityCodeListProvider'] = 'OURS' as unknown as Json;
    }))).toEqual([
      ['DCSA.NO_VESSEL', '$.portCalls[0].vessel'], ['DCSA.VALUE', '$.portCallServices[0].portCallServiceLocation.facility.facilityCodeListProvider'],
      ['DCSA.FORMAT', '$.timestamps[0].timestampID'], ['DCSA.VALUE', '$.timestamps[1].classifierCode'], ['DCSA.MISSING', '$.timestamps[2].dateTime'],
    ]);
  });

  it('name a terminal only by SMDG\'s list', () => {
    expect(told(portCalls((body) => { body['portCallServices']![0]!['portCallServiceLocation']!['facility']!['facilityCodeListProvider'] = 'BIC' as unknown as Json; })).calls[0]?.report).not.toHaveProperty('terminal');
  });
});
