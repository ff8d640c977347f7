"""Names of months in the languages of pages, and the eras of Japanese years."""

from __future__ import annotations

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}
"""The year before the first of each."""

_TOLD = (
    "january jan janvier janv januar jänner enero ene janeiro gennaio gen januari января январь янв січня stycznia "
    "ledna",
    "february feb février fevrier févr fév februar febrero fevereiro fev febbraio februari февраля февраль фев лютого "
    "lutego února",
    "march mar mars märz mrz marzo março marco maart марта март березня marca března",
    "april apr avril avr abril abr aprile апреля апрель апр квітня kwietnia dubna",
    "may mai mayo maio mag maggio mei мая май травня maja května maj",
    "june jun juin juni junio junho giugno giu июня июнь июн червня czerwca června",
    "july jul juillet juil juli julio julho luglio lug июля июль июл липня lipca července",
    "august aug août aout agosto ago agustus augustus августа август авг серпня sierpnia srpna augusti",
    "september sep sept septembre septiembre setembro set settembre сентября сентябрь сен вересня września září",
    "october oct octobre oktober okt octubre outubro out ottobre ott октября октябрь окт жовтня października října",
    "november nov novembre noviembre novembro ноября ноябрь ноя листопада listopada listopadu",
    "december dec décembre decembre déc dezember dez diciembre dic dezembro dicembre desember декабря декабрь дек "
    "грудня grudnia prosince",
)
MONTHS = {name: number for number, names in enumerate(_TOLD, 1) for name in names.split()}
"""Numbers of months by their names in lower case."""
