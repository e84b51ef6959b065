# line-connector in a container: the HTTP service, the sandbox, or any other command.
#   docker build -t line-connector .
#   docker run --rm line-connector --help
FROM python:3.13-slim AS build
WORKDIR /source
COPY requirements/run.txt requirements/run.txt
RUN python -m venv /opt/line-connector \
 && /opt/line-connector/bin/pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY pyproject.toml README.md LICENSE CHANGELOG.md manifest.yaml ./
COPY connector connector
COPY actions actions
COPY tools/compile_manifest.py tools/pypi_description.py tools/
RUN /opt/line-connector/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
COPY --from=build /opt/line-connector /opt/line-connector
# Neither the service nor the sandbox needs root. /state keeps playbook runs and idempotency records.
RUN useradd --system --create-home connector && install -d -o connector /state
USER connector
VOLUME /state
ENV PATH=/opt/line-connector/bin:$PATH LINE_CONNECTOR_STATE=/state
ENTRYPOINT ["line-connector"]
CMD ["--help"]
