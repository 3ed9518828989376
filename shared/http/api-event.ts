import type { APIGatewayProxyEventV2WithLambdaAuthorizer } from 'aws-lambda';

type AuthorizedEvent = APIGatewayProxyEventV2WithLambdaAuthorizer<unknown>;

/** What API Gateway hands to a Lambda; a public route comes without an authorizer. */
export type ApiEvent = Omit<AuthorizedEvent, 'requestContext'> & {
  requestContext: Omit<AuthorizedEvent['requestContext'], 'authorizer'> & {
    authorizer?: AuthorizedEvent['requestContext']['authorizer'];
  };
};
